"""What reading again has at hand in one process: the archive, and the memories of its sites."""

from dataclasses import dataclass, field
from hashlib import sha256

from scraper.model import SiteMemory
from scraper.store import Archive, load_memory
from scraper.version import parser_version


@dataclass(frozen=True, slots=True)
class Learnt:
    """What a site's pages are read with: its memory, and the version of parser and memory together."""

    memory: SiteMemory | None
    version: str


@dataclass(frozen=True, slots=True)
class Desk:
    """An open archive; the memory of a site is loaded once."""

    archive: Archive
    _learnt: dict[str, Learnt] = field(default_factory=dict)

    def learnt(self, site: str) -> Learnt:
        """What this site's pages are read with."""
        if site not in self._learnt:
            memory = load_memory(self.archive, site)
            self._learnt[site] = Learnt(memory, _version(memory))
        return self._learnt[site]


def _version(memory: SiteMemory | None) -> str:
    """The parser's version, with a digest of the memory behind it where there is one."""
    if memory is None:
        return parser_version()
    told = repr((memory.pages, sorted(memory.counts.items()))).encode()
    return f"{parser_version()}.m{sha256(told).hexdigest()[:8]}"
