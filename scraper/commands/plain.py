"""Strangers' words on a terminal: nothing that steers it, and JSON that any encoding can carry."""

import codecs
import json
import os
import re
import sys
from contextlib import suppress

import click

# What a terminal obeys or what turns a line around: control characters, line and paragraph separators,
# the marks and overrides of writing direction, halves of characters.
# Source: Unicode Standard Annex 9, section 2; Unicode Technical Report 36, section 2.7.
_STEERING = re.compile("[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


def one_line(text: str) -> str:
    """The text on one line, its white space single, without what could steer a terminal."""
    return without_steering(" ".join(text.split()))


def without_steering(text: str) -> str:
    """The text without what could steer a terminal, line breaks included."""
    return _STEERING.sub("", text)


def many_lines(text: str) -> str:
    """The text with its line breaks, each line as one_line makes it."""
    return "\n".join(one_line(line) for line in text.split("\n"))


def print_json(row: object, *, indent: int | None = None) -> None:
    """Prints the object whole: on a line, or indented; what could steer a terminal stands escaped."""
    is_utf8 = codecs.lookup(sys.stdout.encoding or "ascii").name == "utf-8"
    lines = json.dumps(row, ensure_ascii=not is_utf8, indent=indent).split("\n")
    # Outside of its strings JSON has nothing of the kind, and within them an escape means the same.
    click.echo("\n".join(_STEERING.sub(_escaped, line) for line in lines))


def any_encoding() -> None:
    """Lets standard output write what its encoding lacks as an escape, as standard error does."""
    if hasattr(sys.stdout, "reconfigure"):
        sys.stdout.reconfigure(errors="backslashreplace")


def give_up_output() -> None:
    """Lets what is still printed go nowhere: its reader has gone away."""
    with suppress(OSError, ValueError):  # no file behind it: nothing to give up
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _escaped(found: re.Match[str]) -> str:
    return f"\\u{ord(found[0]):04x}"
