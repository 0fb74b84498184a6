"""Writes a benchmark's table into the documentation, between two marks."""

from pathlib import Path


def write_between(page: Path, name: str, table: str) -> None:
    """
    The page now has this table between `<!-- NAME: begin -->` and `<!-- NAME: end -->`.

    Raises: SystemExit where the page has no such marks.
    """
    text = page.read_text("utf-8")
    begin, end = f"<!-- {name}: begin -->", f"<!-- {name}: end -->"
    if begin not in text or end not in text:
        raise SystemExit(f"{page} has no place for the table: {begin} and {end}")
    head, _, rest = text.partition(begin)
    tail = rest.partition(end)[2]
    page.write_text(f"{head}{begin}\n{table.strip()}\n{end}{tail}", "utf-8")
