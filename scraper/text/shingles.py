"""A text as a small set of numbers, of which reworded copies share most: shingles anchored by their words."""

from hashlib import blake2b
from zlib import crc32

from scraper.text.fingerprint import normalised_words

_WORDS = 5  # of a shingle
_ONE_OF = 12  # pairs of words, how many anchor a shingle
_MOST = 2_000  # of one text; a novel has more, a press release 30


def shingles(text: str) -> frozenset[int]:
    """
    64-bit hashes of the runs of five words that begin with one of every twelve pairs of words.

    Shape: signed, as SQLite holds them; empty for a text of fewer than five words.
    Why: which runs are taken depends on their own words alone, so that a passage gives the same numbers
        wherever it stands. That needs no permutations, as MinHash does, and tells what of a short text
        stands in a long one, where MinHash tells only how alike the wholes are.
    Source: measured by bench/passages.py on 30 pairs of re-posted records among 1,029.
    """
    return shingles_of_words(normalised_words(text))


def shingles_of_words(normalised: str) -> frozenset[int]:
    """The shingles of words that are normalised already."""
    words = normalised.encode("utf-8", "surrogatepass").split()
    pairs = map(crc32, words[1 : 2 - _WORDS], map(crc32, words))
    found: set[int] = set()
    for at, pair in enumerate(pairs):
        if pair % _ONE_OF == 0:
            run = blake2b(b" ".join(words[at : at + _WORDS]), digest_size=8).digest()
            found.add(int.from_bytes(run, "big", signed=True))
            if len(found) == _MOST:
                break
    return frozenset(found)
