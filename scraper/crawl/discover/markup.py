"""The tags of a page and their attributes, read straight from its text: for what a skim does not keep."""

import html
import re
from collections.abc import Iterator

_LONGEST_TAG = 4_000  # characters
_MOST_TAGS = 5_000
_ATTRIBUTE = re.compile(
    r"""([a-zA-Z][\w:-]{0,40})\s{0,8}=\s{0,8}("[^"]{0,2500}"|'[^']{0,2500}'|[^\s"'>]{1,2500})"""
)
_OPENING = {name: re.compile(rf"<{name}\b", re.IGNORECASE) for name in ("a", "link", "button", "div")}
_ANY = re.compile(r"<[a-zA-Z]")


def tags_in(text: str, name: str | None = None) -> Iterator[str]:
    """The inside of each opening tag of this name (a, link, button, div), or of any; at most 5,000."""
    pattern = _OPENING[name] if name else _ANY
    for count, found in enumerate(pattern.finditer(text)):
        if count >= _MOST_TAGS:
            return
        end = text.find(">", found.end(), found.end() + _LONGEST_TAG)
        if end >= 0:
            yield text[found.start() + 1 : end]


def attributes_of(tag: str) -> dict[str, str]:
    """The attributes of a tag's inside, names in lower case, the first of each name."""
    values: dict[str, str] = {}
    for name, value in _ATTRIBUTE.findall(tag):
        values.setdefault(name.lower(), html.unescape(value.strip("\"'")).strip())
    return values
