"""Tests of scraper/text/memo.py."""

from scraper.text.memo import remembered


def test_a_short_text_is_asked_about_once() -> None:
    """What a menu says is read once; an article's long text is read each time and not kept."""
    asked: list[str] = []

    @remembered
    def length(text: str) -> int:
        asked.append(text)
        return len(text)

    assert [4, 4, 1000, 1000] == [length(text) for text in ("Menu", "Menu", "x" * 1000, "x" * 1000)]
    assert ["Menu", "x" * 1000, "x" * 1000] == asked


def test_what_is_asked_beside_the_text_counts() -> None:
    """A date reads otherwise in another order of day and month, so that each order has its own answer."""

    @remembered
    def told(text: str, order: str | None, end: int) -> str:
        return f"{text} {order} {end}"

    assert ["1/2 dmy 0", "1/2 mdy 0", "1/2 dmy 9"] == [
        told("1/2", "dmy", 0),
        told("1/2", "mdy", 0),
        told("1/2", "dmy", 9),
    ]
