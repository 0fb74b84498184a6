"""Files that other programs wrote: those that pywb brings with it."""

from pathlib import Path

from scraper.ingest import Event, Import
from scraper.store import open_archive
from tests.programs import TOOLS, lacking
from tests.store.samples import rows


def test_the_samples_of_pywb(tmp_path: Path) -> None:
    """Of wget, wpull and others, WARC and ARC: what is whole comes in, and what is not is named."""
    samples = TOOLS / "sample_archive" / "warcs"
    if not samples.exists():
        lacking("pywb's sample archive")
    told: list[Event] = []
    with open_archive(tmp_path / "archive.db") as archive:
        run = Import(archive, told.append)
        run.work([samples])

        assert 180 <= sum(run.counts.values())
        assert {
            ("bad.arc", 0),  # records of length -1, "abc" and 1
            ("example-extra.warc", 3207),  # "payload digest failed" to `warcio check`, too
            ("example.warc", 4061),  # a request that is two bytes longer than it says
        } == {(Path(event.part).name, event.offset) for event in told if event.outcome is None}
        assert ["http://www.iana.org/about"] == rows(
            archive, "SELECT url FROM articles WHERE title = 'Introducing IANA'"
        )
