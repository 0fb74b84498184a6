"""Records to files: one file format a module."""
