"""Tests of scraper/reread."""
