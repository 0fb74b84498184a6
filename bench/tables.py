"""Tables of the benchmark in Markdown, aligned so that they read well in a terminal too."""

from collections.abc import Mapping, Sequence

from bench.score import SHOWN, Summary

Table = tuple[str, list[str], list[list[str]]]  # title, head, rows


def percent(value: float | None) -> str:
    """A share as a percentage."""
    return "-" if value is None else f"{100 * value:.1f}"


def number(value: float | None, digits: int = 3) -> str:
    """A number with so many digits."""
    return "-" if value is None else f"{value:.{digits}f}"


def render(table: Table) -> str:
    """The table in Markdown."""
    title, head, rows = table
    widths = [max(len(row[column]) for row in [head, *rows]) for column in range(len(head))]
    rule = ["-" * max(widths[0], 3), *("-" * (max(width, 2) - 1) + ":" for width in widths[1:])]
    lines = [
        "| "
        + " | ".join(
            cell.ljust(w) if at == 0 else cell.rjust(w)
            for at, (cell, w) in enumerate(zip(row, widths, strict=True))
        )
        + " |"
        for row in [head, rule, *rows]
    ]
    return "\n".join([f"**{title}**", "", *lines, ""])


def government(summaries: Mapping[str, Summary], known: Mapping[str, frozenset[str]]) -> Table:
    """Exact fields in per cent, then bodies and silent errors; a tool that has no such field shows a dash."""
    head = ["tool", *SHOWN, "all values", "silent", "body F1", "par. F1", "no article"]
    rows = []
    for name, summary in summaries.items():
        exact = [percent(summary.exact.get(column)) if _has(column, known[name]) else "-" for column in SHOWN]
        bodies = [number(summary.f1), number(summary.paragraph_f1), percent(summary.told_apart)]
        if "body" not in known[name]:
            bodies = ["-"] * 3
        rows.append(
            [name, *exact, percent(summary.exact.get("all")), percent(summary.silent.get("all")), *bodies]
        )
    return _titled("Government pages: fields exact, % of pages; body F1", summaries, head, rows)


def _has(column: str, known: frozenset[str]) -> bool:
    names = {"day": "published", "minute": "published", "first": "body", "last": "body"}
    return names.get(column, column) in known


def general(corpus: str, summaries: Mapping[str, Summary], known: Mapping[str, frozenset[str]]) -> Table:
    """Body, snippets, title and day on one set of general news pages."""
    head = [
        "tool",
        "body F1",
        "precision",
        "recall",
        "par. F1",
        "with",
        "without",
        "title",
        "day",
        "wrong day",
        "nothing",
        "faults",
    ]
    rows = []
    for name, summary in summaries.items():
        body = [
            number(value) for value in (summary.f1, summary.precision, summary.recall, summary.paragraph_f1)
        ]
        body += [percent(summary.with_share), percent(summary.without_share)]
        if "body" not in known[name]:
            body = ["-"] * 6
        title = percent(summary.exact.get("title")) if "title" in known[name] else "-"
        day = [
            percent(shares.get("day")) if "published" in known[name] else "-"
            for shares in (summary.exact, summary.silent)
        ]
        refused = str(summary.refused) if "body" in known[name] else "-"
        rows.append([name, *body, title, *day, refused, str(summary.faults)])
    return _titled(f"{corpus.capitalize()}: body F1; snippets, title and day in %", summaries, head, rows)


def speed(summaries: Mapping[str, Summary], peaks: Mapping[str, float]) -> Table:
    """CPU time of each tool, and how many times kabar's that is."""
    head = ["tool", "ms mean", "ms median", "x kabar (mean)", "peak MB"]
    kabar = summaries["kabar"].ms_mean if "kabar" in summaries else None
    rows = []
    for name, summary in summaries.items():
        times = f"{summary.ms_mean / kabar:.1f}" if kabar and summary.ms_mean is not None else "-"
        rows.append(
            [
                name,
                number(summary.ms_mean, 2),
                number(summary.ms_median, 2),
                times,
                number(peaks.get(name), 0),
            ]
        )
    return _titled("Speed: CPU ms a page, one process a tool", summaries, head, rows)


def _titled(title: str, summaries: Mapping[str, Summary], head: list[str], rows: list[list[str]]) -> Table:
    pages: Sequence[int] = sorted({summary.pages for summary in summaries.values()})
    return (f"{title} ({' to '.join(map(str, pages))} pages)", head, rows)
