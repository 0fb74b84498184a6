"""What a host's robots.txt allows: fetched once a day, judged as RFC 9309 says, matched by protego."""

import re
from collections import OrderedDict
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from threading import Lock

from protego import Protego

from scraper.crawl.robots_line import RobotsLine, deciding_line, lines_for
from scraper.model import Fetched, RobotsFile
from scraper.outcome import Outcome

Fetch = Callable[[str], Fetched]

# Source: RFC 9309, sections 2.4 (a day) and 2.5 (500 KiB).
RULES_KEPT = timedelta(hours=24)
MOST_BYTES = 500 * 1024

# How long a host whose robots.txt cannot be reached is left alone before it is asked for again.
REFUSAL_KEPT = timedelta(minutes=10)

# Hosts whose rules are held; one host's may be half a megabyte of text.
MOST_HOSTS = 1_000

_AGENT_LINE = re.compile(r"\s*user[- ]?agent\s*(?::|\s)\s*(.*)", re.IGNORECASE)
_RULE_LINE = re.compile(
    r"\s*(allow|dis+al+ow|diasllow|disallaw|crawl[- ]delay|request[- ]rate|site-?maps?|host)\b", re.IGNORECASE
)
_TOKEN = re.compile(r"\*|[A-Za-z_-]+")


@dataclass(frozen=True, slots=True)
class RobotsVerdict:
    """Whether a page may be fetched, by which rule; and the outcome of a page that may not."""

    allowed: bool
    rule: str
    crawl_delay_s: float | None = None
    outcome: Outcome | None = None  # None: fetch the page
    detail: str = ""  # why the host could not be asked
    fetched: RobotsFile | None = None  # the file, where it was fetched for this verdict
    shut_until: datetime | None = None  # when a host is asked again whose rules cannot be had


@dataclass(frozen=True, slots=True)
class Robots:
    """What one host's robots.txt came to, read."""

    file: RobotsFile
    rules: Protego | None = None  # None: the whole host is allowed, or all of it is not
    lines: tuple[RobotsLine, ...] = ()
    sitemaps: tuple[str, ...] = ()

    def verdict(self, url: str, token: str) -> RobotsVerdict:
        """Whether a robot of this name may fetch the address."""
        said = f"robots.txt {self.file.status}"
        if self.file.outcome is not None:
            rule = f"{said}: forbidden (unreachable)"
            return RobotsVerdict(
                False,
                rule,
                outcome=self.file.outcome,
                detail=self.file.detail,
                shut_until=self.file.kept_until,
            )
        if self.rules is None:
            return RobotsVerdict(True, f"{said}: allowed")
        delay_s = _delay_s(self.rules, token)
        allowed = self.rules.can_fetch(url, token)
        line = deciding_line(self.lines, url, allowed=allowed)
        by = f" by {line}" if line else ""
        if allowed:
            return RobotsVerdict(True, f"{said}: allowed{by}", delay_s)
        return RobotsVerdict(False, f"{said}: forbidden{by}", delay_s, Outcome.BLOCKED_BY_ROBOTS)


class RobotsCache:
    """
    The robots.txt of every host that was asked for, fetched when it is needed first.

    Shape: known are files of earlier runs that need not be fetched again yet.
    Why `fetch` is called without the lock, in the thread that asks: a slow host must not hold up the
    others. A host is served by one thread at a time; two that race fetch it twice and agree.
    """

    def __init__(
        self,
        fetch: Fetch,
        user_agent_token: str = "kabar",  # noqa: S107  # no password
        known: Iterable[RobotsFile] = (),
    ) -> None:
        self._fetch = fetch
        self._token = user_agent_token
        self._files = {file.origin: file for file in known}  # not read yet
        self._hosts: OrderedDict[str, Robots] = OrderedDict()
        self._lock = Lock()

    def verdict(self, url: str, now: datetime) -> RobotsVerdict:
        """Whether this normalised address may be fetched now; `now` is aware."""
        robots, fetched = self._robots(url, now)
        verdict = robots.verdict(url, self._token)
        return replace(verdict, fetched=fetched) if fetched else verdict

    def holds(self, url: str, now: datetime) -> bool:
        """Whether this address' host is judged without asking it for its rules now."""
        origin = _origin(url)
        with self._lock:
            known, file = self._hosts.get(origin), self._files.get(origin)
        until = known.file.kept_until if known else (file.kept_until if file else now)
        return now < until

    def sitemaps(self, url: str, now: datetime) -> tuple[str, ...]:
        """The sitemaps that the robots.txt of this address' host names, as written."""
        return self._robots(url, now)[0].sitemaps

    def _robots(self, url: str, now: datetime) -> tuple[Robots, RobotsFile | None]:
        """The host's rules, and the file that was fetched for them just now."""
        origin = _origin(url)
        with self._lock:
            known = self._hosts.get(origin)
            file = self._files.pop(origin, None)
        if known is None and file is not None:
            known = rules_of(file, self._token)
            self._keep(origin, known)
        if known is not None and now < known.file.kept_until:
            return known, None
        file = robots_file(self._fetch(f"{origin}/robots.txt"), origin, now)
        robots = rules_of(file, self._token)
        if file.outcome is not None and known is not None and known.rules is not None:
            robots = replace(known, file=replace(known.file, kept_until=file.kept_until))
        self._keep(origin, robots)
        return robots, file if robots.file is file else None

    def _keep(self, origin: str, robots: Robots) -> None:
        with self._lock:
            self._hosts[origin] = robots
            self._hosts.move_to_end(origin)
            while len(self._hosts) > MOST_HOSTS:
                self._hosts.popitem(last=False)


def _origin(url: str) -> str:
    return "/".join(url.split("/", 3)[:3])


def robots_file(fetched: Fetched, origin: str, now: datetime) -> RobotsFile:
    """
    What asking for a robots.txt came to.

    Source: RFC 9309, section 2.3.1: rules where there are some, all allowed where there is no such file
    (4xx, or redirects without end), nothing where the host cannot be reached or fails. 429 is no 4xx in
    this sense: the host wants to be left alone. HTML in its place, as many CMS give, is no such file.
    """
    status = fetched.capture.status if fetched.capture else 0
    kept_until = now + RULES_KEPT
    if fetched.capture is not None and fetched.outcome in _ANSWERED and 200 <= status <= 299:
        payload = fetched.capture.payload if fetched.outcome is None else b""
        text = payload[:MOST_BYTES].decode("utf-8-sig", "replace")
        if text.lstrip().startswith("<"):
            return RobotsFile(origin, now, kept_until, f"{status}, no rules but HTML")
        return RobotsFile(origin, now, kept_until, str(status), text)
    if fetched.outcome is Outcome.TOO_MANY_REDIRECTS:
        return RobotsFile(origin, now, kept_until, "redirects without end")
    if 400 <= status <= 499 and status != 429:
        return RobotsFile(origin, now, kept_until, str(status))
    return _unreachable(fetched, origin, now)


_ANSWERED = frozenset({None, Outcome.EMPTY, Outcome.NOT_HTML})

# Where the host itself cannot be had, the page ends as asking for it would have ended: nobody forbade it.
_NO_HOST = frozenset({Outcome.REFUSED_ADDRESS, Outcome.TIMED_OUT, Outcome.UNREACHABLE})


def _unreachable(fetched: Fetched, origin: str, now: datetime) -> RobotsFile:
    status = str(fetched.capture.status) if fetched.capture else str(fetched.outcome)
    asked = timedelta(seconds=fetched.retry_after_s or 0.0)
    return RobotsFile(
        origin,
        now,
        kept_until=now + min(max(REFUSAL_KEPT, asked), RULES_KEPT),
        status=status,
        outcome=fetched.outcome if fetched.outcome in _NO_HOST else Outcome.BLOCKED_BY_ROBOTS,
        detail=fetched.detail,
    )


def rules_of(file: RobotsFile, token: str) -> Robots:
    """What the file means for a robot of this name."""
    if file.text is None:
        return Robots(file)
    text = slimmed(file.text, token)
    rules = Protego.parse(text)
    return Robots(file, rules, lines_for(text, token), tuple(rules.sitemaps))


def slimmed(text: str, token: str) -> str:
    """
    The lines of a robots.txt that concern this robot; those for other robots under one name.

    Why: protego's work grows with agents times rules, so 15,000 of each in half a megabyte would take
    minutes; and it reads an agent of two words and an unknown line within a group otherwise than RFC 9309.
    """
    lines = []
    for line in text.splitlines():
        agent = _AGENT_LINE.match(line)
        if agent is not None:
            lines.append(f"User-agent: {_agent_for(agent[1], token)}")
        elif _RULE_LINE.match(line):
            lines.append(line)
    return "\n".join(lines)


def _agent_for(value: str, token: str) -> str:
    found = _TOKEN.match(value)
    name = found[0].lower() if found else ""
    return name if name in ("*", token.lower()) else "another"


def _delay_s(rules: Protego, token: str) -> float | None:
    """The longer of Crawl-delay and what Request-rate comes to."""
    delays = [rules.crawl_delay(token)]
    rate = rules.request_rate(token)
    if rate is not None:
        delays.append(rate.seconds / rate.requests)
    return max((delay for delay in delays if delay is not None), default=None)
