"""A word diff as a person reads it: coloured on a terminal, marked in a pipe."""

from collections.abc import Sequence

from rich.text import Text

from scraper.commands.plain import one_line, without_steering
from scraper.text.wording import Piece

_AROUND = 8  # words that are shown before and after a change
_MARKS = {"-": ("[-", "-]"), "+": ("{+", "+}")}  # as wdiff and `git diff --word-diff` have them
_STYLES = {"-": "red strike", "+": "green", "=": "not bold"}


def diff_text(pieces: Sequence[Piece], *, in_colour: bool) -> Text:
    """The changes of a diff, each with some words around it, on one line."""
    shown = Text()
    for place, piece in enumerate(pieces):
        if piece.mark == "=":
            shown.append(_around(piece.text, is_first=place == 0, is_last=place == len(pieces) - 1))
        elif in_colour:
            shown.append(one_line(piece.text), style=_STYLES[piece.mark])
        else:
            before, after = _MARKS[piece.mark]
            shown.append(f"{before}{one_line(piece.text)}{after}")
        if piece.mark == "-" and in_colour and pieces[place + 1 : place + 2]:
            shown.append("" if pieces[place + 1].mark == "=" else " ")
    return shown


def diff_rows(pieces: Sequence[Piece]) -> list[list[str]]:
    """The whole diff for a program: pairs of mark and text, in reading order."""
    return [[piece.mark, piece.text] for piece in pieces]


def _around(text: str, *, is_first: bool, is_last: bool) -> str:
    """What stays, cut to the words beside the changes."""
    words = text.split()
    if is_first and len(words) > _AROUND:
        kept = "… " + " ".join(words[-_AROUND:])
    elif is_last and len(words) > _AROUND:
        kept = " ".join(words[:_AROUND]) + " …"
    elif len(words) > 2 * _AROUND:
        kept = " ".join(words[:_AROUND]) + " … " + " ".join(words[-_AROUND:])
    else:
        kept = " ".join(words)
    before = "" if is_first or not text[:1].isspace() else " "
    after = "" if is_last or not text[-1:].isspace() or not kept else " "
    return without_steering(before + kept + after)
