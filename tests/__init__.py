"""Tests mirror the package: scraper/parse/copies.py is tested in tests/parse/test_copies.py."""
