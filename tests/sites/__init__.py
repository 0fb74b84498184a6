"""Tests of scraper/sites."""
