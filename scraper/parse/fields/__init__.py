"""The fields of an article, one module each."""

from scraper.parse.fields.article import Fields, read_fields
from scraper.parse.fields.choice import Candidate, Choice

__all__ = ["Candidate", "Choice", "Fields", "read_fields"]
