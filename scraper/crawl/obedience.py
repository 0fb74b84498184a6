"""What a page tells robots about keeping it, obeyed: what is left out of a visit for it."""

from dataclasses import replace

from scraper.model import Capture, Directives, Reading
from scraper.outcome import Outcome
from scraper.parse.directives import forbids_keeping
from scraper.sites import Profile


def obedient(reading: Reading, profile: Profile | None) -> Reading:
    """The reading without an article that its page tells robots not to keep, if no profile says otherwise."""
    if reading.article is None or not _is_withheld(reading, profile):
        return reading
    reason = f"the page tells robots: {reading.directives}"
    return replace(reading, outcome=Outcome.NOT_ARCHIVED, article=None, reason=reason)


def directives_told(reading: Reading | None, profile: Profile | None) -> Directives | None:
    """What the page told robots, and whether that is obeyed; None where it told nothing."""
    if reading is None or reading.directives is None:
        return None
    return Directives(reading.directives, _is_withheld(reading, profile))


def kept_of(capture: Capture | None, directives: Directives | None) -> Capture | None:
    """The capture as it may be kept: that it was there, and not what it said, where that is obeyed."""
    if capture is None or directives is None or not directives.obeyed:
        return capture
    return replace(capture, payload=b"", complete=False)


def _is_withheld(reading: Reading, profile: Profile | None) -> bool:
    return forbids_keeping(reading.directives) and not (profile and profile.keep_noarchive)
