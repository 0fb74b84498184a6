"""kabar archives the news of regional governments; these are its public names."""

__version__ = "0.1.0"
