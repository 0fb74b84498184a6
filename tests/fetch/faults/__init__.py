"""What servers get wrong: one function for each fault, named by it and served under that name."""

from tests.fetch.faults import answers, articles, bodies, exchanges
from tests.fetch.faults.register import FAULTS, PACKED, PAGE

plain = answers.plain

__all__ = ["FAULTS", "PACKED", "PAGE", "answers", "articles", "bodies", "exchanges", "plain"]
