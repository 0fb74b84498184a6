"""Pure functions on text: white space, fingerprints, dates, counts, credits, places."""
