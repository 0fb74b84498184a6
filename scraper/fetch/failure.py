"""How one exchange can fail, as the outcome that it ends in; never leaves this package."""

from scraper.outcome import Outcome


class FetchFailure(Exception):
    """An exchange that ended without an answer; `again` says whether another try may bring one."""

    def __init__(self, outcome: Outcome, detail: str, *, again: bool = False) -> None:
        super().__init__(detail)
        self.outcome = outcome
        self.detail = detail
        self.again = again


class SurplusError(FetchFailure):
    """More bytes came than the body's length allows: the end of the page is among them, or nothing is."""
