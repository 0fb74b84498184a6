"""Why a page that should name articles names none."""

from scraper.outcome import Outcome


class NoWitness(Exception):  # no error: what the web does every day, told by an outcome
    """A sitemap, feed or interface that is none, or that cannot be read; carries the visit's outcome."""

    def __init__(self, outcome: Outcome, detail: str) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.detail = detail
