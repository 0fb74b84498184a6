"""Tests of scraper/crawl."""
