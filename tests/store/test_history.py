"""How an article came to be: provenance, counters, wordings."""

from scraper.store import Archive, Provenance, Revision, ViewCount, provenance, revisions, settle, view_counts
from tests.store.samples import BODY, DAY, NOW, URL, visit


def test_history_is_told_in_order(archive: Archive) -> None:
    """Sources stand by field, counters by time, wordings by number, each with its capture."""
    settle(archive, visit(), NOW)
    settle(archive, visit(URL + "1", views=1), NOW)
    settle(archive, visit(at=NOW + DAY, views=12, body="Lain."), NOW)

    assert [
        Provenance("body", "article", 3),
        Provenance("title", "h1", 1),
        Provenance("views", 'text "dibaca : 479"', 3),
    ] == provenance(archive, 1)
    assert [ViewCount(NOW, 479, 1), ViewCount(NOW + DAY, 12, 3)] == view_counts(archive, 1)
    assert [
        Revision(1, NOW, "Pemprov Sulut Belajar ke Jateng", BODY, (), 1),
        Revision(2, NOW + DAY, "Pemprov Sulut Belajar ke Jateng", "Lain.", ("body",), 3),
    ] == revisions(archive, 1)


def test_an_article_that_is_not_there_has_no_history(archive: Archive) -> None:
    """A number that no article has gives nothing, and no error."""
    assert ([], [], []) == (provenance(archive, 9), view_counts(archive, 9), revisions(archive, 9))
