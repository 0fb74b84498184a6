"""Lines that name a site or a part of it and no article: `Pemerintah Kabupaten Wonosobo`, `Detail Berita`."""

from scraper.text.fingerprint import normalised_words
from scraper.text.vocabulary import listed

_LONGEST = 90  # characters


def is_masthead(text: str, host: str) -> bool:
    """
    Whether a line is the name of a site's office or of one of its parts, and of nothing that happened.

    Shape: it begins as such names do, and holds nothing else but such words, the names in the host, and one
    more name at the end of three words or more.
    """
    if len(text) > _LONGEST:
        return False
    first, *rest = normalised_words(text).split() or [""]
    if first not in listed("mastheads"):
        return False
    names = [word for word in rest if word not in listed("masthead_words") and word not in host]
    return not names or (len(rest) > 1 and names == rest[-1:])
