"""Files of others into an archive."""
