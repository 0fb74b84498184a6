"""The only SQL: archive.db, its tables and what is asked of them."""
