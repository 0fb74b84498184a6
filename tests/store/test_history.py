"""How an article came to be: provenance, counters, wordings."""

from datetime import date

from scraper.store import Archive, Provenance, Revision, ViewCount, provenance, revisions, settle, view_counts
from scraper.store.history import diff_of, views_per_day
from scraper.text.edits import Edit
from tests.store.samples import BODY, DAY, NOW, URL, rows, visit


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
    assert [ViewCount(NOW, 479, 1), ViewCount(NOW + DAY, 12, 3, "reset")] == view_counts(archive, 1)
    assert [
        Revision(1, NOW, "Pemprov Sulut Belajar ke Jateng", BODY, (), 1),
        Revision(2, NOW + DAY, "Pemprov Sulut Belajar ke Jateng", "Lain.", ("body",), 3, (Edit.REMOVAL,)),
    ] == revisions(archive, 1)


def test_an_article_that_is_not_there_has_no_history(archive: Archive) -> None:
    """A number that no article has gives nothing, and no error."""
    assert ([], [], []) == (provenance(archive, 9), view_counts(archive, 9), revisions(archive, 9))


def test_the_views_of_a_day_are_those_between_its_observations(archive: Archive) -> None:
    """A gain is spread evenly over the days between two observations, in SQL and in Python alike."""
    noon = NOW.replace(hour=12, minute=0, second=0, microsecond=0)
    settle(archive, visit(at=noon, views=100), NOW)
    settle(archive, visit(at=noon + 2 * DAY, views=300), NOW)
    settle(archive, visit(at=noon + 2.5 * DAY, views=5), NOW)
    settle(archive, visit(at=noon + 3 * DAY, views=10), NOW)
    spread = {date(2026, 11, 22): 50.0, date(2026, 11, 23): 100.0, date(2026, 11, 24): 50.0} | {
        date(2026, 11, 25): 5.0
    }

    assert spread == views_per_day(archive, 1)
    assert [(day.isoformat(), views) for day, views in spread.items()] == rows(
        archive, "SELECT day, views FROM views_per_day WHERE article = 1 ORDER BY day"
    )
    assert [(None, None), (200, None), (-295, "reset"), (5, None)] == rows(
        archive, "SELECT gained, flag FROM view_changes ORDER BY observed_at"
    )


def test_a_wording_without_a_class_gets_one_when_it_is_read(archive: Archive) -> None:
    """An archive of the time before classes has them all the same."""
    settle(archive, visit(), NOW)
    settle(archive, visit(at=NOW + DAY, title="Pemprov Sulut Belajar ke Jatim"), NOW)
    archive.database.execute("UPDATE revisions SET classes = NULL")

    assert [(), (Edit.TITLE,)] == [wording.classes for wording in revisions(archive, 1)]
    assert {"title"} == set(diff_of(*revisions(archive, 1)))
