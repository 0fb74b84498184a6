"""One line of clean text out of whatever stood in the markup."""

# Zero-width characters and soft hyphens: seen in copied headlines, never meant as letters.
_INVISIBLE = dict.fromkeys(
    map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\u202a\u202b\u202c\u202d\u202e\ufeff")
)


def collapse(text: str) -> str:
    """The text with every run of white space as one space, and without invisible characters."""
    if not text.isascii():
        text = text.translate(_INVISIBLE)
    return " ".join(text.split())
