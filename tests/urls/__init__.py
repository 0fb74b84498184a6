"""Tests of scraper/urls."""
