"""Tests of scraper.fetch: a server of faults on loopback, and the right outcome for each of them."""
