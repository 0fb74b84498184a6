"""What to ask for next: frontier, politeness, robots, discovery."""
