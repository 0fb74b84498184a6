"""In which order a page writes day and month, as far as its country and language tell."""

from scraper.text.vocabulary import languages

_MONTH_FIRST = frozenset({"us", "ph", "gov", "mil"})
_BOTH_USUAL = frozenset(
    {"ca", "com", "net", "org", "info", "edu", "int", "io", "co", "tv", "me", "news", "eu"}
)


def date_order(url: str, language: str) -> str | None:
    """dmy or mdy; None where neither the host's country nor the page's language tells."""
    host = url.split("/", 3)[2] if url.count("/") >= 2 else ""
    ending = host.split(":", 1)[0].rsplit(".", 1)[-1].lower()
    if ending in _MONTH_FIRST or language.replace("_", "-") in ("en-us", "en-ph", "fil-ph"):
        return "mdy"
    if len(ending) == 2 and ending not in _BOTH_USUAL:
        return "dmy"
    code, _, region = language.replace("_", "-").partition("-")
    if code == "en":
        return "dmy" if region in ("gb", "au", "nz", "ie", "in", "za") else None
    known = languages().get(code)
    return known.date_order if known and known.date_order in ("dmy", "mdy") else None
