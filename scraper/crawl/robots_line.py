"""Names the line of a robots.txt that decides about an address."""

import re
from dataclasses import dataclass

from protego import Protego

_MOST_LINES = 200  # of one group; a longer one decides all the same, but without a name
_LONGEST_SHOWN = 120  # characters of a line
_AGENT = re.compile(r"user-agent: (.*)", re.IGNORECASE)
_RULE = re.compile(r"\s*(allow|disallow)\s*:\s*([^#\s][^#]*?)\s*(#.*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RobotsLine:
    """One Allow or Disallow, with a matcher for it alone."""

    text: str
    allows: bool
    length: int
    matcher: Protego

    def matches(self, url: str) -> bool:
        """Whether the line speaks of this address."""
        return not self.matcher.can_fetch(url, "*")


def lines_for(slimmed: str, token: str) -> tuple[RobotsLine, ...]:
    """
    The lines of the group that a robot of this name keeps to, the one that counts most first.

    Shape: slimmed is a robots.txt whose agents are the token, `*` or something else; empty for a huge group.
    Source: RFC 9309, section 2.2.2: the match of most octets counts, and Allow where two are equal.
    """
    groups: dict[str, list[tuple[str, str]]] = {}
    agents: dict[str, None] = {}
    is_open = False
    for line in slimmed.splitlines():
        agent, rule = _AGENT.fullmatch(line), _RULE.fullmatch(line)
        if agent:
            agents = agents if is_open else {}
            is_open = True
            agents[agent[1].strip().lower()] = None
            groups.setdefault(agent[1].strip().lower(), [])
        elif rule:
            is_open = False
            for name in agents:
                groups[name].append((rule[1].capitalize(), rule[2]))
    ours = groups.get(token.lower(), groups.get("*", []))
    if len(ours) > _MOST_LINES:
        return ()
    lines = [
        RobotsLine(f"{word}: {path}"[:_LONGEST_SHOWN], word == "Allow", len(path), _alone(path))
        for word, path in ours
    ]
    return tuple(sorted(lines, key=lambda line: (-line.length, not line.allows)))


def deciding_line(lines: tuple[RobotsLine, ...], url: str, *, allowed: bool) -> str | None:
    """The line that allows or forbids this address; None where no line speaks of it."""
    return next((line.text for line in lines if line.allows is allowed and line.matches(url)), None)


def _alone(path: str) -> Protego:
    return Protego.parse(f"User-agent: *\nDisallow: {path}")
