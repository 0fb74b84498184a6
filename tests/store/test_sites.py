"""The sites of the archive and what it holds of each."""

from scraper.model import Page
from scraper.outcome import Outcome
from scraper.store import Archive, SiteFacts, add_pages, save_site, settle, settle_many, site_rows
from tests.store.samples import DAY, NOW, URL, failed, visit

FACTS = SiteFacts(
    "contoh", "Humas Contoh", "humas.example.go.id", "33.07", "regency", "Asia/Jakarta", "contoh"
)


def test_a_site_is_kept_as_it_is_known(archive: Archive) -> None:
    """What is known of a site comes back; what is not known later leaves it."""
    save_site(archive, FACTS)
    save_site(archive, SiteFacts("contoh", title="Humas Kabupaten Contoh"))
    (row,) = site_rows(archive, NOW)

    assert ("Humas Kabupaten Contoh", "33.07", "Asia/Jakarta") == (
        row.facts.title,
        row.facts.region_code,
        row.facts.zone,
    )


def test_a_site_that_nobody_saved_has_a_row_too(archive: Archive) -> None:
    """A page of an unknown site makes its row, named after the host without www."""
    add_pages(archive, [Page("https://www.kab.example/1", "kab.example")], NOW)

    assert [SiteFacts("kab.example", host="kab.example")] == [row.facts for row in site_rows(archive, NOW)]


def test_a_site_row_counts(archive: Archive) -> None:
    """Kept articles, the last new one, what is due and what failed are counted for each site alone."""
    save_site(archive, FACTS)
    settle(archive, visit(), NOW)
    settle(archive, visit(URL + "1", at=NOW + DAY), NOW)
    settle(archive, visit(at=NOW + 2 * DAY), NOW)
    settle_many(archive, [failed(Outcome.TIMED_OUT, URL + "2"), failed(Outcome.GONE, URL + "3")], NOW)
    add_pages(archive, [Page("https://lain.example/1", "lain.example")], NOW)
    contoh, lain = site_rows(archive, NOW + DAY)

    assert (2, NOW + DAY, 4, 2) == (
        contoh.articles,
        contoh.last_new_article_at,
        contoh.addresses,
        contoh.due,
    )
    assert {"timed_out": 1} == contoh.failures
    assert {"unchanged": 1, "archived": 1, "timed_out": 1, "gone": 1} == contoh.outcomes
    assert (0, None, 1, 1, {}) == (
        lain.articles,
        lain.last_new_article_at,
        lain.addresses,
        lain.due,
        lain.outcomes,
    )


def test_sites_stand_by_region(archive: Archive) -> None:
    """Sites are in the order of their region codes, those without one at the end."""
    for name, code in (("b", None), ("c", "33.07"), ("a", "33"), ("d", "11")):
        save_site(archive, SiteFacts(name, region_code=code))

    assert ["d", "a", "c", "b"] == [row.facts.name for row in site_rows(archive, NOW)]
