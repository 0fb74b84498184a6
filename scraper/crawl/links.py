"""Which of the links that a visit found are written: those of pages that lead on, each once a run."""

from collections.abc import Iterable, Set
from dataclasses import dataclass, field, replace

from scraper.model import PageKind, Visit
from scraper.outcome import Outcome

_MOST = 50_000  # addresses that need not be written again, as numbers of 8 bytes


@dataclass(slots=True)
class Links:
    """The links that one run has written already; made for it and gone with it."""

    _written: set[int] = field(default_factory=set)

    def worth_writing(self, visit: Visit, follow: Set[str]) -> Visit:
        """The visit with the links that are news; who asks for one lone article gets one page."""
        if not opens_its_site(visit, visit.outcome) and visit.page.site not in follow:
            return replace(visit, found=(), testimony=None)
        return replace(
            visit, found=tuple(page for page in visit.found if hash(page.url) not in self._written)
        )

    def note(self, visits: Iterable[Visit]) -> None:
        """Remembers what was written: menus name the same addresses on every page."""
        if len(self._written) > _MOST:
            self._written.clear()
        self._written.update(hash(page.url) for visit in visits for page in visit.found)


def opens_its_site(visit: Visit, outcome: Outcome) -> bool:
    """Whether a page leads on: a listing by its text, or by its address, as a home page of one text."""
    return outcome is Outcome.LISTING or (outcome.is_kept and visit.page.kind is PageKind.LISTING)
