"""Starts kabar from a checkout: `python cli.py` is the same program as `kabar`."""

from scraper.commands import main

if __name__ == "__main__":
    main()
