"""How a page can end: a closed set of words, and every page that was asked for ends in exactly one."""

from enum import StrEnum


class Outcome(StrEnum):
    """The one word that a page's visit is counted under, in archive.db and in the summary."""

    # kept
    ARCHIVED = "archived"  # a new article was stored
    UNCHANGED = "unchanged"  # the stored article was seen again with the same words
    REVISED = "revised"  # the stored article was seen again with other words
    LISTING = "listing"  # no article itself, but its links were followed

    # fetched, but no article
    NOT_AN_ARTICLE = "not_an_article"  # a page without an article's title and body
    NEEDS_SCRIPT = "needs_script"  # the article is built by JavaScript
    CHALLENGED = "challenged"  # a captcha or a bot check stood in the way
    EMPTY = "empty"  # status 200 without any text
    NOT_ARCHIVED = "not_archived"  # the page tells robots not to keep it
    MOVED_AWAY = "moved_away"  # redirected to another site, which is not asked
    REPLACED = "replaced"  # another site's page stands where the site's own was: an expired domain
    NOT_HTML = "not_html"  # a PDF, an image or another file

    # the server answered with something else
    GONE = "gone"  # 404 or 410, or a page that says so with status 200
    FORBIDDEN = "forbidden"  # 401, 403, 451
    BUSY = "busy"  # 429 or 503 to the last try; due later
    SERVER_ERROR = "server_error"  # another 5xx to the last try, or a page that says the site is out of order
    HTTP_ERROR = "http_error"  # another status that brings no page

    # the exchange failed
    UNREACHABLE = "unreachable"  # no such host, refused, reset, TLS failure
    TIMED_OUT = "timed_out"  # a timeout or the page's total deadline
    TRUNCATED = "truncated"  # the body ended before its length or its gzip stream did
    TOO_LARGE = "too_large"  # past the cap on wire bytes or decoded bytes
    TOO_MANY_REDIRECTS = "too_many_redirects"  # a loop, or a longer chain than allowed
    BAD_RESPONSE = "bad_response"  # what came back breaks HTTP or its own content coding

    # not asked for
    BLOCKED_BY_ROBOTS = "blocked_by_robots"  # robots.txt says no, or could not be read
    EXCLUDED = "excluded"  # its article was forgotten with `kabar forget`
    REFUSED_ADDRESS = "refused_address"  # no http(s) address, or a private one without --allow-private
    CUT = "cut"  # left out by a budget against traps, or because a better witness names all of it

    # our fault
    CRASHED = "crashed"  # a fault in kabar; the detail says where

    @property
    def is_kept(self) -> bool:
        """Whether the visit ended with the page's words or links in the archive."""
        return self in _KEPT

    @property
    def is_failure(self) -> bool:
        """Whether the visit should be tried again: the page may be fine another time."""
        return self in _FAILURES


_KEPT = frozenset({Outcome.ARCHIVED, Outcome.UNCHANGED, Outcome.REVISED, Outcome.LISTING})
_FAILURES = frozenset(
    {
        Outcome.BAD_RESPONSE,
        Outcome.BUSY,
        Outcome.CHALLENGED,
        Outcome.CRASHED,
        Outcome.SERVER_ERROR,
        Outcome.TIMED_OUT,
        Outcome.TRUNCATED,
        Outcome.UNREACHABLE,
    }
)
