"""archive.db, tested on real files."""
