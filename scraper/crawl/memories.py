"""What each site's pages have in common, as the archive knew it when the run began."""

from dataclasses import dataclass, field

from scraper.model import SiteMemory
from scraper.store import Archive, load_memory


@dataclass(slots=True)
class Memories:
    """
    The memories of one run's sites, each read once.

    Why as of the beginning: how a page is read must not depend on which others came before it in the run.
    """

    archive: Archive
    _known: dict[str, SiteMemory | None] = field(default_factory=dict)

    def of(self, site: str) -> SiteMemory | None:
        """What is boilerplate at this site; None where nothing was learnt of it."""
        if site not in self._known:
            self._known[site] = load_memory(self.archive, site)
        return self._known[site]
