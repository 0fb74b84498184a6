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
