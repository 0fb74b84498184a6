"""The number by which a block of text is known, wherever it stands."""

import re
from hashlib import blake2b
from unicodedata import is_normalized, normalize

from scraper.text.signs import without_signs

_SOFT = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))
_IS_SOFT = re.compile(f"[{''.join(map(chr, _SOFT))}]")
_WORD = re.compile(r"[^\W_]+")
_ASCII_WORDS = bytes(code if chr(code).isalnum() and code < 128 else 32 for code in range(256))


def normalised_words(text: str) -> str:
    """
    The words alone, in lower case, one space between.

    Why: copies of a block differ in case, quotes, dashes, entities and white space; an apostrophe or a
    dash ends a word, so "Jum'at" and "Jum’at" are one.
    """
    text = without_signs(text)
    if text.isascii():
        return b" ".join(text.lower().encode("ascii").translate(_ASCII_WORDS).split()).decode("ascii")
    if _IS_SOFT.search(text):
        text = text.translate(_SOFT)
    return " ".join(_WORD.findall(_composed(_composed(text).casefold())))


def _composed(text: str) -> str:
    """The text in NFKC; asking whether it is so already costs a tenth of making it so."""
    return text if is_normalized("NFKC", text) else normalize("NFKC", text)


def fingerprint(text: str) -> int:
    """
    A 64-bit hash of the text's normalised words; 0 where it has none.

    Units: signed (-2**63 to 2**63-1), as an SQLite INTEGER holds it; big-endian BLAKE2b of the UTF-8 words.
    Why: hashlib's BLAKE2b is the same in every process, version and machine, which `hash()` is not.
    """
    return fingerprint_of_words(normalised_words(text))


def fingerprint_of_words(words: str) -> int:
    """The fingerprint of words that are normalised already; 0 where there are none."""
    if not words:
        return 0
    digest = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big", signed=True)
