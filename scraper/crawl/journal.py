"""What a run writes to its log: an event a page and a host, with its facts as fields."""

import logging

from scraper.crawl.crew import Answer
from scraper.outcome import Outcome

log = logging.getLogger(__name__)


def note_page(answer: Answer, outcome: Outcome) -> None:
    """Logs how a page ended."""
    visit, capture = answer.visit, answer.visit.capture
    facts = {
        "event": "page",
        "outcome": str(outcome),
        "url": visit.page.url,
        "site": visit.page.site,
        "detail": visit.detail or None,
        "status": capture.status if capture else None,
        "bytes": len(capture.payload) if capture else None,
        "elapsed_s": round(answer.elapsed_s, 3),
        "robots": visit.robots,
    }
    log.info("%s %s %s", outcome, visit.page.url, visit.detail, extra={"facts": facts})


def note_left(host: str, why: str) -> None:
    """Logs that a host is left for the next run."""
    facts = {"event": "host_left", "host": host, "why": why}
    log.info("left %s: %s", host, why, extra={"facts": facts})
