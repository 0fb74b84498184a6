"""The peers as their documentation shows them, each a program of its own: START_URL DATABASE."""
