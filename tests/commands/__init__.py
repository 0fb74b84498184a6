"""Tests of scraper/commands."""
