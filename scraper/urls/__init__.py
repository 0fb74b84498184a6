"""Pure functions on addresses: normalise, classify, guard against traps."""
