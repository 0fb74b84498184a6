"""Pages that stand where an article should be: bot checks, errors, walls, shells, parked domains, spam."""

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from scraper.outcome import Outcome
from scraper.parse.evidence import Evidence, Verdict, size_of
from scraper.parse.labels import label_of
from scraper.parse.page import Block

_ENOUGH_BODY = 250  # characters of a body that is none of these, unless it says so in its headings
_DATED_BODY = 150  # the same where the page shows a date of publication
_SHORT_PAGE = 600  # characters of text in all
_NOTICE_PAGE = 1_500  # characters of a bot check or an error page that explains itself
_WALL = 3_000  # characters of the longest consent text seen
_LINE = 200  # characters; a longer one is prose
_MOST_LINES = 40
_ADVERTISED = 6  # phrases that gamblers use, and a report about them does not use side by side
_CONSENT = re.compile(
    r"cookie|consent|privacy|partner|datenschutz|zustimm|einwillig|persetujuan|privasi|consentimiento|privacidad"
    r"|consentement|données",
    re.IGNORECASE,
)
_CONSENT_CHARS = 300  # in which a consent text says one of these words at least once
_PASSWORD = re.compile(r'<input [^>]*type="password"')
_ROOTS = re.compile(r'<(?:div|main|section)(?: [^>]*)? id="(?:app|root|__next|__nuxt|q-app|___gatsby)"')


@cache
def _patterns() -> Mapping[tuple[str, str], re.Pattern[str]]:
    """The patterns of each kind of page, for its title and for any line."""
    table = tomllib.loads(files("scraper.parse").joinpath("stand_ins.toml").read_text("utf-8"))
    return {
        (kind, place): re.compile("|".join(f"(?:{each})" for each in patterns), re.MULTILINE)
        for kind, places in table.items()
        for place, patterns in places.items()
    }


def stand_in(evidence: Evidence) -> Verdict | None:
    """What stands in the article's place, or None where nothing speaks for that."""
    title = evidence.skim.head.title.lower()
    if ("slot" in title or "togel" in title or "judi" in title) and (found := _gambling(evidence, title)):
        return found
    if evidence.article.published_at and size_of(evidence.article.body) >= _DATED_BODY:
        return None
    return _said(evidence, title) or _empty(evidence) or _shell(evidence)


def _empty(evidence: Evidence) -> Verdict | None:
    skim = evidence.skim
    if skim.blocks:
        return None
    if "<frame" in skim.html:
        return Verdict(Outcome.NOT_AN_ARTICLE, "a set of frames: its text stands in other pages")
    if skim.head.title:
        return Verdict(Outcome.NEEDS_SCRIPT, "a title, but no text without a script")
    return Verdict(Outcome.EMPTY, "no text")


def _said(evidence: Evidence, title: str) -> Verdict | None:
    """What the page says that it is, in its title, its headings and its short lines."""
    heads = [block.text for block in evidence.skim.blocks if block.heading_level][:_MOST_LINES]
    lines = [block.text for block in evidence.skim.blocks if _is_notice(block)][:_MOST_LINES]
    said = "\n".join([title, *(line.lower() for line in lines)])
    headed = "\n".join([title, *(line.lower() for line in heads)])
    size, body = evidence.text_length, size_of(evidence.article.body)
    is_notice = size < _NOTICE_PAGE
    if is_notice and (words := _match("challenged", said)):
        return Verdict(Outcome.CHALLENGED, f"a bot check stands in the way: {words!r}")
    if words := _match("default", title, "title"):
        return Verdict(Outcome.NOT_AN_ARTICLE, f"a server's own page: {words!r}")
    if size < _WALL and (words := _match("parked", said)):
        return Verdict(Outcome.NOT_AN_ARTICLE, f"a domain without a site: {words!r}")
    if body < _WALL and _is_consent(evidence.article.body) and (words := _match("consent", headed)):
        return Verdict(Outcome.NOT_AN_ARTICLE, f"a consent wall: {words!r}")
    if body < 2 * _ENOUGH_BODY and (words := _match("gone", headed) or _match("gone", title, "title")):
        return Verdict(Outcome.GONE, f"the page says so: {words!r}")
    if body >= _ENOUGH_BODY:
        return None
    if words := _match("gone", said):
        return Verdict(Outcome.GONE, f"the page says so: {words!r}")
    if (is_notice or body < _LINE) and (words := _match("broken", said)):
        return Verdict(Outcome.SERVER_ERROR, f"the site is out of order: {words!r}")
    return _labelled(evidence, [evidence.skim.head.title, *lines], said)


def _labelled(evidence: Evidence, lines: list[str], said: str) -> Verdict | None:
    """What the labels at the beginning of its lines make of a page with hardly a body."""
    labels = {label[0]: line for line in lines if (label := label_of(line))}
    if "gone" in labels:
        return Verdict(Outcome.GONE, f"the page says so: {labels['gone'][:80]!r}")
    # An article with its date and its counter is there, whatever a notice beside it says of scripts.
    is_there = evidence.article.published_at and evidence.article.views is not None
    words = labels.get("script", "") or _match("script", said)
    if words and not is_there:
        return Verdict(Outcome.NEEDS_SCRIPT, f"a script's placeholder: {words[:80]!r}")
    asks = _match("login", said) and _PASSWORD.search(evidence.skim.html)
    if asks or ("login" in labels and evidence.text_length < _SHORT_PAGE):
        return Verdict(Outcome.NOT_AN_ARTICLE, "a login page")
    return None


def _shell(evidence: Evidence) -> Verdict | None:
    """A page whose root element waits for a script to fill it."""
    skim = evidence.skim
    for root in _ROOTS.finditer(skim.html) if size_of(evidence.article.body) < _ENOUGH_BODY else ():
        element = skim.element_at(root.start())
        if not any(root.start() <= block.start < skim.ends[element] for block in skim.blocks):
            return Verdict(Outcome.NEEDS_SCRIPT, "an element that a script would fill, and no article")
    return None


def _gambling(evidence: Evidence, title: str) -> Verdict | None:
    """Whether gamblers advertise on the page: many of their phrases in its title and text."""
    pattern = _patterns()["gambling", "anywhere"]
    text = f"{title}\n{evidence.article.body[:20_000].lower()}"
    found = dict.fromkeys(match[0] for match in pattern.finditer(text))
    if not pattern.search(title) or len(found) < _ADVERTISED:
        return None
    return Verdict(Outcome.NOT_AN_ARTICLE, f"gambling spam: {', '.join(list(found)[:_ADVERTISED])}")


def _is_consent(body: str) -> bool:
    """Whether what was taken for a body is about cookies and consent, and no article that a banner covers."""
    return len(_CONSENT.findall(body)) * _CONSENT_CHARS >= len(body)


def _is_notice(block: Block) -> bool:
    """Whether a line may tell what the page is: short, and no link to another page."""
    return len(block.text) < _LINE and block.link_chars * 2 < len(block.text)


def _match(kind: str, text: str, place: str = "anywhere") -> str:
    """The words that speak for a kind of page; none: an empty string."""
    found = _patterns()[kind, place].search(text)
    return found[0][:80] if found else ""
