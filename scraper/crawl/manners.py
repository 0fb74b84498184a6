"""How a run behaves at each host: what earlier runs learnt, leases, budgets, quiet hours, breaks."""

import time
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta

from scraper.crawl.crew import HostFree
from scraper.outcome import Outcome
from scraper.settings import Settings
from scraper.sites import Site
from scraper.store import LEASE, Archive, HostState, host_states, release_leases, take_leases

# A host that asks for a longer pause is left for the next run: a long wait is the frontier's business.
LONGEST_PAUSE_S = 60.0
# So many pages in a row that failed, each of which may cost a thread a minute and a half and the host a
# request that it cannot serve, and it is left alone: ten minutes first, then twice as long, a day at most.
MOST_FAILURES = 10
_FIRST_BREAK, _LONGEST_BREAK = timedelta(minutes=10), timedelta(days=1)
_NONSENSE = timedelta(days=2)  # a host that is to be left alone for longer was written by a clock gone wrong
_HOST_FAILS = frozenset(
    {Outcome.BUSY, Outcome.CHALLENGED, Outcome.SERVER_ERROR, Outcome.TIMED_OUT, Outcome.UNREACHABLE}
)
_NO_REQUEST = frozenset({Outcome.BLOCKED_BY_ROBOTS, Outcome.REFUSED_ADDRESS})


@dataclass(slots=True)
class Manners:
    """What one run knows of its hosts; made for it and gone with it."""

    archive: Archive
    settings: Settings
    command: str = "crawl"
    _states: dict[str, HostState] = field(default_factory=dict)
    _refused: dict[str, str] = field(default_factory=dict)  # by another process' lease
    _changed: set[str] = field(default_factory=set)
    _leased_at: float = 0.0  # of the monotonic clock

    def meet(self, hosts: Iterable[str], now: datetime) -> Collection[str]:
        """The hosts among these that are new to the run; it knows them and has their leases now."""
        new = {host for host in hosts if host not in self._states}
        if new:
            known = host_states(self.archive, new, now)
            self._states |= {host: _sane(known.get(host, HostState(host)), now) for host in new}
            self._refused |= take_leases(self.archive, new, self.command, now)
            self._leased_at = self._leased_at or time.monotonic()
        return new

    def renew(self, now: datetime) -> None:
        """Keeps the run's leases alive; costs nothing before a third of their time is over."""
        if self._states and time.monotonic() - self._leased_at > LEASE.total_seconds() / 3:
            mine = self._states.keys() - self._refused.keys()
            self._refused |= take_leases(self.archive, mine, self.command, now)
            self._leased_at = time.monotonic()

    def release(self) -> None:
        """Lets other processes ask the run's hosts."""
        if self._states:
            release_leases(self.archive)

    def wait_s(self, host: str, now: datetime) -> float:
        """Seconds that an earlier run still wants this host to be left alone."""
        ready_at = self._states[host].ready_at
        return max(0.0, (ready_at - now).total_seconds()) if ready_at else 0.0

    def refusal(self, host: str, site: Site, now: datetime) -> str | None:
        """Why this host is not asked in this run; None: it may be."""
        state = self._states[host]
        if host in self._refused:
            return self._refused[host]
        if self.wait_s(host, now) > LONGEST_PAUSE_S and state.ready_at:
            return f"{state.why or 'it asked for a pause'}; until {_clock(state.ready_at)}"
        quiet_until = site.quiet_until(now)
        if quiet_until is not None:
            return f"its quiet hours last until {quiet_until:%H:%M %Z}"
        most = site.daily_pages or self.settings.daily_pages
        if self.settings.delay_s > 0 and state.asked_today >= most:
            return f"its {most:,} pages of this day are used up"
        return None

    def note(self, entry: HostFree, now: datetime) -> str | None:
        """Why the host is left for the next run after these answers; None: it is not."""
        state = self._states.get(entry.host, HostState(entry.host))
        for outcome in entry.outcomes:
            failed = outcome in _HOST_FAILS
            state = replace(
                state,
                why="",
                failures=state.failures + 1 if failed else 0,
                breaks=state.breaks if failed else 0,
                asked_today=state.asked_today + (outcome not in _NO_REQUEST),
            )
        state = replace(state, ready_at=now + timedelta(seconds=max(entry.pause_s, entry.shut_s)))
        if entry.shut_s > 0:
            state = replace(state, why=entry.rule)
        elif entry.pause_s > LONGEST_PAUSE_S and entry.outcomes[-1] is Outcome.BUSY:
            state = replace(state, why=f"it asks for a pause of {entry.pause_s:,.0f} s")
        elif state.failures >= MOST_FAILURES:
            wait = min(_FIRST_BREAK * 2 ** min(state.breaks, 10), _LONGEST_BREAK)
            why = f"{state.failures} pages in a row failed"
            state = replace(state, ready_at=now + wait, why=why, breaks=state.breaks + 1)
        self._states[entry.host] = state
        self._changed.add(entry.host)
        return state.why or None

    def changed(self) -> list[HostState]:
        """The hosts that stand otherwise than at the last call, to be written."""
        states = [self._states[host] for host in sorted(self._changed)]
        self._changed.clear()
        return states


def _sane(state: HostState, now: datetime) -> HostState:
    if state.ready_at and state.ready_at > now + _NONSENSE:
        return replace(state, ready_at=None, why="")
    return state


def _clock(moment: datetime) -> str:
    return f"{moment.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
