"""docs/faults.md, row by row: a real crawl meets each page of the fault server among ten good articles."""

import re
import sqlite3
import ssl
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import trustme

from tests.commands.conftest import Kabar, Said
from tests.fetch.faults import FAULTS
from tests.fetch.server import Fault, FaultServer, Peer

ROOT = Path(__file__).parents[2]
FREE = ("--allow-private", "--delay", "0")
GOOD = 10  # articles around each fault
# Those that wait for a second answer, or whose host is left alone: each has a crawl of its own.
WAITED_FOR = ("too_many_requests_wait_3", "busy_twice_then_well")
LEFT_ALONE = "too_many_requests_wait_an_hour"
_ROW = re.compile(r"^\|(?P<fault>[^|]+)\|(?P<cases>[^|]+)\|(?P<outcome>[^|]+)\|[^|]*\|[^|]*\|$")
_WORD = re.compile(r"`(\w+)`")


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table: its cases, and the outcome that it begins with where it begins with one."""

    fault: str
    cases: tuple[str, ...]
    outcome: str | None


def _rows() -> list[Row]:
    lines = (ROOT / "docs" / "faults.md").read_text("utf-8").splitlines()
    found = [match for line in lines if (match := _ROW.match(line))][2:]  # its head, and the line below it
    rows = []
    for match in found:
        outcome = re.match(r" `(\w+)`", match["outcome"])
        cases = tuple(_WORD.findall(match["cases"]))
        rows.append(Row(match["fault"].strip(), cases, outcome[1] if outcome else None))
    return rows


ROWS = _rows()
PAGES = {case: row.outcome for row in ROWS for case in row.cases if case in FAULTS}


def _article(number: int) -> bytes:
    words = "".join(
        f"<p>Bupati membuka acara ke-{number} bagian {part} di balai desa, dan warga datang sejak pagi.</p>"
        for part in range(6)
    )
    return (
        f"<html><head><title>Acara {number}</title></head><body><article><h1>Bupati membuka acara ke-{number}"
        f"</h1><p>{number % 28 + 1} November 2025</p>{words}</article></body></html>"
    ).encode()


def _good(number: int) -> str:
    return f"berita/{number}-bupati-membuka-acara"


def _bad(name: str) -> str:
    return f"berita/{name}"


def _site(names: Iterable[str]) -> dict[str, Fault]:
    """A listing with these faults, half of their ten good articles before each and half behind it."""
    pages: dict[str, Fault] = dict(FAULTS)
    links: list[str] = []
    for place, name in enumerate(names):
        numbers = range(place * GOOD + 1, (place + 1) * GOOD + 1)
        links += [*map(_good, numbers[: GOOD // 2]), _bad(name), *map(_good, numbers[GOOD // 2 :])]
        for number in numbers:
            pages[_good(number)] = lambda peer, number=number: peer.answer(_article(number))  # type: ignore[misc]
        pages[_bad(name)] = FAULTS[name]
    items = "".join(
        f'<li><a href="/{link}">Bupati membuka acara desa ke-{place}</a></li>'
        for place, link in enumerate(links)
    )
    home = f"<html><title>Kantor</title><body><ul>{items}</ul></body></html>".encode()
    return pages | {"": lambda peer: peer.answer(home), "robots.txt": _no_rules}


def _no_rules(peer: Peer) -> None:
    peer.answer(b"", "404 Not Found")


def _configure(**settings: float) -> None:
    """Short deadlines and small caps, as a user may set them."""
    text = "".join(f"{name} = {value}\n" for name, value in settings.items())
    Path("config/kabar").mkdir(parents=True)
    Path("config/kabar/config.toml").write_text(text, "utf-8")


def _endings(said: Said) -> dict[str, str]:
    """How each page ended, by its path."""
    return {row["url"].split("/", 3)[3]: row["outcome"] for row in said.rows if "outcome" in row}


def _faulty(said: Said, name: str) -> str:
    """How this faulty page ended; what is left whole shows one article, which is archived once."""
    outcome = _endings(said)[_bad(name)]
    return "archived" if outcome == "unchanged" else outcome


def test_every_row_names_its_cases() -> None:
    """No line of the table is without a page of the fault server or a test, and each of those exists."""
    written = "".join(path.read_text("utf-8") for path in (ROOT / "tests").rglob("test_*.py"))

    assert len(ROWS) > 35
    assert [] == [row.fault for row in ROWS if not row.cases]
    assert [] == [
        case for row in ROWS for case in row.cases if case not in FAULTS and f"def {case}(" not in written
    ]
    assert [] == [case for case, outcome in PAGES.items() if outcome is None]


def test_each_fault_ends_as_the_table_says(kabar: Kabar) -> None:
    """Around every fault ten good articles are kept; it has its outcome, and the summary counts it."""
    names = [name for name in PAGES if name not in (*WAITED_FOR, LEFT_ALONE)]
    _configure(attempts=1, deadline_s=2.0, max_wire_bytes=2_000_000, max_decoded_bytes=2_000_000)
    with FaultServer(_site(names)) as server:
        said = kabar("crawl", server.url(""), *FREE, "--json")
    ended = _endings(said)

    assert {name: PAGES[name] for name in names} == {name: _faulty(said, name) for name in names}
    assert {"archived"} == {ended[_good(number)] for number in range(1, GOOD * len(names) + 1)}
    assert Counter(ended.values()) == said.rows[-1]["summary"]["counts"]
    assert 3 == said.code
    with sqlite3.connect("archive.db") as archive:
        (body,) = archive.execute("SELECT body FROM articles WHERE body LIKE '%Caf%'").fetchone()
    assert "meminta Café “Sekar” – dinas memperbaikinya" in body


def test_what_passes_is_waited_for(kabar: Kabar) -> None:
    """A server that asks for some seconds, or fails twice, costs no page: it is asked again."""
    one, other = WAITED_FOR
    with FaultServer(_site([one])) as server, FaultServer(_site([other]), host="127.0.0.2") as second:
        said = kabar("crawl", server.url(""), second.url(""), *FREE, "--json")
        asked = server.hits[f"/{_bad(one)}"], second.hits[f"/{_bad(other)}"]

    assert (2, 3) == asked
    assert {PAGES[one], PAGES[other]} == {_faulty(said, one), _faulty(said, other)} == {"archived"}
    assert (0, 2 * (GOOD + 1)) == (said.code, said.rows[-1]["summary"]["counts"]["archived"])


def test_a_host_that_asks_for_an_hour_has_it(kabar: Kabar) -> None:
    """Pages behind a long Retry-After stay due, and the summary says which host was left and why."""
    with FaultServer(_site([LEFT_ALONE])) as server:
        said = kabar("crawl", server.url(""), *FREE, "--json")

    ended = _endings(said)
    left = said.rows[-1]["summary"]["left"]
    assert (3, PAGES[LEFT_ALONE]) == (said.code, ended[_bad(LEFT_ALONE)])
    assert ["it asks for a pause of 3,600 s"] == [why.partition(";")[0] for why in left.values()]
    assert {"archived"} == {ended[_good(number)] for number in range(1, GOOD // 2 + 1)}


@pytest.fixture
def unknown() -> Iterator[FaultServer]:
    """A site whose certificate nobody vouches for."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    trustme.CA().issue_cert("127.0.0.1").configure_cert(context)
    with FaultServer(_site(["plain"]), tls=context) as server:
        yield server


def test_a_bad_certificate_costs_its_own_site_alone(kabar: Kabar, unknown: FaultServer) -> None:
    """A site with a bad certificate is told as unreachable and sent nothing; the site beside it is kept."""
    with FaultServer(_site(["plain"])) as server:
        said = kabar("crawl", unknown.url(""), server.url(""), *FREE, "--json")

    counts = said.rows[-1]["summary"]["counts"]
    assert (3, 1, GOOD + 1) == (said.code, counts["unreachable"], counts["archived"])
    assert 0 == unknown.hits.total()
    assert "certificate" in str(said.rows)
