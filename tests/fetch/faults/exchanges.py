"""Servers that are slow, break HTTP in their heads, or spoil a kept connection."""

from tests.fetch.faults.register import FAULTS, PAGE, chunk, fault, flood
from tests.fetch.server import Peer

# slow ones


@fault
def never_answers(peer: Peer) -> None:
    peer.hang()


@fault
def slow_headers(peer: Peer) -> None:
    peer.drip(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nX-Slow: " + b"x" * 1000, 0.02)


@fault
def slow_body(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 5000\r\n\r\n")
    peer.drip(PAGE, 0.02)


@fault
def silent_in_the_body(peer: Peer) -> None:
    peer.answer(PAGE[:3000], length=len(PAGE))
    peer.hang()


@fault
def slow_redirect_chain(peer: Peer) -> None:
    peer.server.ended.wait(0.1)
    peer.answer(b"", "302 Found", [f"Location: /slow_redirect_chain?{peer.server.hits.total()}"])


# heads that break HTTP


@fault
def header_line_without_colon(peer: Peer) -> None:
    peer.answer(PAGE, headers=["this is no header", "X-Good: yes"])


@fault
def blanks_before_the_colon(peer: Peer) -> None:
    peer.answer(PAGE, headers=["X-Good : yes"])


@fault
def control_characters_in_a_header(peer: Peer) -> None:
    peer.answer(PAGE, headers=["X-Good: y\x00e\x0bs"])


@fault
def folded_header(peer: Peer) -> None:
    peer.answer(PAGE, headers=["X-Good: y\r\n  es"])


@fault
def chunked_said_twice(peer: Peer) -> None:
    twice = b"Transfer-Encoding: chunked\r\n" * 2
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n" + twice + b"\r\n")
    chunk(peer, PAGE)
    chunk(peer, b"")
    peer.keep = True


@fault
def lines_end_with_newline_only(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\nContent-Type: text/html\nContent-Length: %d\n\n%s" % (len(PAGE), PAGE))
    peer.keep = True


@fault
def early_hints_first(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 103 Early Hints\r\nLink: </a.css>; rel=preload\r\n\r\n")
    peer.answer(PAGE)


@fault
def interim_answers_without_end(peer: Peer) -> None:
    flood(peer, b"HTTP/1.1 100 Continue\r\n\r\n")


@fault
def headers_without_end(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\n")
    flood(peer, b"X-More: and more\r\n")


@fault
def header_of_blanks(peer: Peer) -> None:
    peer.answer(PAGE, headers=["X-Blank: a" + " " * 60_000 + "\x00"])


@fault
def two_lengths(peer: Peer) -> None:
    peer.answer(PAGE, headers=["Content-Length: 5"])


@fault
def another_protocol(peer: Peer) -> None:
    peer.send(b"SSH-2.0-OpenSSH_9.2\r\n")
    peer.hang()


@fault
def closes_without_an_answer(peer: Peer) -> None:
    """Nothing to do: the connection ends."""


@fault
def closes_within_the_headers(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Ty")


@fault
def resets_without_an_answer(peer: Peer) -> None:
    peer.reset()


# kept connections that are no good


@fault
def page_then_closes(peer: Peer) -> None:
    """Says that it keeps the connection, and ends it at the next request, as servers do that time out."""
    peer.answer(PAGE)
    peer.server.faults["plain"] = _close_then_serve


@fault
def chunked_page_and_rubbish(peer: Peer) -> None:
    """The rubbish past the end is an answer that nobody asked for."""
    size = f"{len(PAGE):x}".encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    rubbish = b"HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\n<html>forged</html>\n"
    peer.send(head + size + b"\r\n" + PAGE + b"\r\n0\r\n\r\n" + rubbish)
    peer.keep = True


@fault
def chunked_page_and_half_a_word(peer: Peer) -> None:
    size = f"{len(PAGE):x}".encode()
    head = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n"
    peer.send(head + size + b"\r\n" + PAGE + b"\r\n0\r\n\r\n</ht")
    peer.keep = True


def _close_then_serve(peer: Peer) -> None:
    peer.server.faults["plain"] = FAULTS["plain"]
