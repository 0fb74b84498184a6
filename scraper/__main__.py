"""Starts kabar as `python -m scraper`."""

from scraper.commands import main

main()
