"""The number by which a block of text is known, wherever it stands."""

import re
from hashlib import blake2b
from unicodedata import normalize

_SOFT = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_WORD = re.compile(r"[^\W_]+")
_ASCII_WORDS = bytes(code if chr(code).isalnum() and code < 128 else 32 for code in range(256))


def normalised_words(text: str) -> str:
    """
    The words alone, in lower case, one space between.

    Why: copies of a block differ in case, quotes, dashes, entities and white space; an apostrophe or a
    dash ends a word, so "Jum'at" and "Jum’at" are one.
    """
    if text.isascii():
        return b" ".join(text.lower().encode("ascii").translate(_ASCII_WORDS).split()).decode("ascii")
    folded = normalize("NFKC", normalize("NFKC", text.translate(_SOFT)).casefold())
    return " ".join(_WORD.findall(folded))


def fingerprint(text: str) -> int:
    """
    A 64-bit hash of the text's normalised words; 0 where it has none.

    Units: signed (-2**63 to 2**63-1), as an SQLite INTEGER holds it; big-endian BLAKE2b of the UTF-8 words.
    Why: hashlib's BLAKE2b is the same in every process, version and machine, which `hash()` is not.
    """
    words = normalised_words(text)
    if not words:
        return 0
    digest = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
