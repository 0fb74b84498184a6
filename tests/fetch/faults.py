"""What servers get wrong, one function for each fault, named by it."""

import gzip
import itertools
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from tests.fetch.server import Fault, Peer

PAGE = (
    b"<!doctype html><html><body><h1>Gubernur</h1>"
    + b"<p>Semarang, berita hari ini.</p>" * 200
    + b"</body></html>"
)
PACKED = gzip.compress(PAGE, mtime=0)
GZIP = "Content-Encoding: gzip"
_squeeze = zlib.compressobj(9, zlib.DEFLATED, zlib.MAX_WBITS | 16)
BOMB_START = _squeeze.compress(PAGE) + _squeeze.flush(zlib.Z_FULL_FLUSH)
# A full flush makes the piece independent of what came before, so that it can be sent again and again.
TEN_MEGABYTES = _squeeze.compress(b"\x00" * 10_000_000) + _squeeze.flush(zlib.Z_FULL_FLUSH)
FAULTS: dict[str, Fault] = {}


def fault(function: Fault) -> Fault:
    """Serve this function under its own name."""
    FAULTS[function.__name__] = function
    return function


# whole pages


@fault
def plain(peer: Peer) -> None:
    peer.answer(PAGE)


@fault
def gzipped(peer: Peer) -> None:
    peer.answer(PACKED, headers=[GZIP])


@fault
def two_gzip_members(peer: Peer) -> None:
    half = len(PAGE) // 2
    peer.answer(gzip.compress(PAGE[:half]) + gzip.compress(PAGE[half:]), headers=[GZIP])


@fault
def gzip_with_padding(peer: Peer) -> None:
    peer.answer(PACKED + b"\x00" * 20, headers=[GZIP])


@fault
def zlib_deflate(peer: Peer) -> None:
    peer.answer(zlib.compress(PAGE), headers=["Content-Encoding: deflate"])


@fault
def raw_deflate(peer: Peer) -> None:
    squeeze = zlib.compressobj(wbits=-zlib.MAX_WBITS)
    peer.answer(squeeze.compress(PAGE) + squeeze.flush(), headers=["Content-Encoding: deflate"])


@fault
def chunked(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    for start in range(0, len(PAGE), 1000):
        _chunk(peer, PAGE[start : start + 1000])
    _chunk(peer, b"")
    peer.keep = True


@fault
def ends_with_the_connection(peer: Peer) -> None:
    peer.send(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n" + PAGE)


@fault
def twice_the_same_header(peer: Peer) -> None:
    peer.answer(PAGE, headers=["X-Served-By: a", "x-served-by: b", "X-Word: caf\xe9"])


@fault
def echo(peer: Peer) -> None:
    peer.answer(b"<html>" + peer.request + b"</html>")


@fault
def no_content_type(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Length: %d\r\n\r\n%s" % (len(PAGE), PAGE))
    peer.keep = True


@fault
def html_as_octet_stream(peer: Peer) -> None:
    peer.answer(PAGE, headers=["Content-Type: application/octet-stream"])


@fault
def null_bytes_in_html(peer: Peer) -> None:
    peer.answer(PAGE.replace(b"Semarang", b"Sema\x00rang"))


# statuses


@fault
def not_found(peer: Peer) -> None:
    peer.answer(b"<html>Halaman tidak ditemukan</html>", "404 Not Found")


@fault
def gone_for_good(peer: Peer) -> None:
    peer.answer(b"<html>gone</html>", "410 Gone")


@fault
def unauthorized(peer: Peer) -> None:
    peer.answer(b"", "401 Unauthorized")


@fault
def forbidden(peer: Peer) -> None:
    peer.answer(b"<html>no</html>", "403 Forbidden")


@fault
def for_legal_reasons(peer: Peer) -> None:
    peer.answer(b"<html>no</html>", "451 Unavailable For Legal Reasons")


@fault
def teapot(peer: Peer) -> None:
    peer.answer(b"<html>teapot</html>", "418 I'm a teapot")


@fault
def not_implemented(peer: Peer) -> None:
    peer.answer(b"", "501 Not Implemented")


@fault
def not_modified(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 304 Not Modified\r\n\r\n")


@fault
def server_error_for_ever(peer: Peer) -> None:
    peer.answer(b"<html>Fatal error: mysqli</html>", "500 Internal Server Error")


@fault
def busy_twice_then_well(peer: Peer) -> None:
    if peer.hits <= 2:
        peer.answer(b"", "503 Service Unavailable")
    else:
        peer.answer(PAGE)


@fault
def too_many_requests_wait_3(peer: Peer) -> None:
    if peer.hits == 1:
        peer.answer(b"", "429 Too Many Requests", ["Retry-After: 3"])
    else:
        peer.answer(PAGE)


@fault
def too_many_requests_wait_until(peer: Peer) -> None:
    until = datetime.now(UTC) + timedelta(seconds=7)
    if peer.hits == 1:
        peer.answer(b"", "429 Too Many Requests", [f"Retry-After: {format_datetime(until, usegmt=True)}"])
    else:
        peer.answer(PAGE)


@fault
def too_many_requests_wait_an_hour(peer: Peer) -> None:
    peer.answer(b"", "429 Too Many Requests", ["Retry-After: 3600"])


@fault
def too_many_requests_for_ever(peer: Peer) -> None:
    peer.answer(b"", "429 Too Many Requests")


@fault
def error_page_past_every_cap(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 404 Not Found\r\nContent-Type: text/html\r\n\r\n")
    _flood(peer, PAGE)


# redirects


@fault
def redirect_to_plain(peer: Peer) -> None:
    peer.answer(b"moved", "301 Moved Permanently", ["Location: plain?from=here"])


@fault
def redirect_without_location(peer: Peer) -> None:
    peer.answer(b"<html>moved</html>", "302 Found")


@fault
def redirect_loop(peer: Peer) -> None:
    peer.answer(b"", "302 Found", ["Location: /redirect_loop"])


@fault
def redirect_chain(peer: Peer) -> None:
    peer.answer(b"", "302 Found", [f"Location: /redirect_chain?{sum(peer.server.hits.values())}"])


@fault
def redirect_with_an_endless_body(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 302 Found\r\nLocation: /plain\r\n\r\n")
    _flood(peer, PAGE)


@fault
def redirect_to_metadata(peer: Peer) -> None:
    peer.answer(b"", "302 Found", ["Location: http://169.254.169.254/latest/meta-data"])


@fault
def redirect_to_file(peer: Peer) -> None:
    peer.answer(b"", "302 Found", ["Location: file:///etc/passwd"])


@fault
def redirect_to_no_address(peer: Peer) -> None:
    peer.answer(b"", "302 Found", ["Location: http://[::1/x"])


@fault
def redirect_with_raw_utf8(peer: Peer) -> None:
    peer.answer(b"", "302 Found", ["Location: /plain?kata=" + "é".encode().decode("latin-1")])


@fault
def redirect_until_a_cookie_comes_back(peer: Peer) -> None:
    if peer.header("cookie") == "seen=1":
        peer.answer(PAGE)
    else:
        headers = ["Location: /redirect_until_a_cookie_comes_back", "Set-Cookie: seen=1"]
        peer.answer(b"", "302 Found", headers)


# bodies that are no page


@fault
def empty_body(peer: Peer) -> None:
    peer.answer(b"")


@fault
def empty_gzip_body(peer: Peer) -> None:
    peer.answer(b"", headers=[GZIP])


@fault
def no_content(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 204 No Content\r\n\r\n")
    peer.keep = True


@fault
def pdf(peer: Peer) -> None:
    peer.answer(b"%PDF-1.7\n" + b"\xe2\xe3" * 50_000, headers=["Content-Type: application/pdf"])


@fault
def pdf_served_as_html(peer: Peer) -> None:
    peer.answer(b"%PDF-1.7\n" + b"\xe2\xe3" * 50_000)


@fault
def endless_video(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Type: video/mp4\r\n\r\n\x00\x00\x00\x20ftypisom")
    _flood(peer, b"\x00\x01\x02\x03" * 1000)


@fault
def binary_without_type(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\n\r\n" + bytes(range(256)) * 10)


# bodies that break off


@fault
def reset_in_the_body(peer: Peer) -> None:
    peer.answer(PAGE[:3000], length=len(PAGE))
    peer.server.ended.wait(0.05)  # or the reset overtakes what was sent
    peer.reset()


@fault
def content_length_too_long(peer: Peer) -> None:
    peer.answer(PAGE, length=len(PAGE) + 500)
    peer.keep = False


@fault
def content_length_too_short(peer: Peer) -> None:
    peer.answer(PAGE, length=700)


@fault
def content_length_short_by_a_newline(peer: Peer) -> None:
    peer.answer(PAGE + b"\n\n", length=len(PAGE))


@fault
def chunks_that_end_early(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    _chunk(peer, PAGE[:3000])


@fault
def truncated_gzip(peer: Peer) -> None:
    peer.answer(PACKED[:-20], headers=[GZIP])


@fault
def gzip_broken_off_on_the_wire(peer: Peer) -> None:
    peer.answer(PACKED[:-20], headers=[GZIP], length=len(PACKED))
    peer.keep = False


@fault
def broken_off_once(peer: Peer) -> None:
    if peer.hits == 1:
        peer.answer(PAGE[:3000], length=len(PAGE))
        peer.keep = False
    else:
        peer.answer(PAGE)


# bodies that break their coding or their framing


@fault
def html_declared_as_gzip(peer: Peer) -> None:
    peer.answer(PAGE, headers=[GZIP])


@fault
def noise_declared_as_gzip(peer: Peer) -> None:
    peer.answer(b"\x80\x81\x82\x83" * 100, headers=[GZIP])


@fault
def damaged_gzip(peer: Peer) -> None:
    middle = len(PACKED) // 2
    peer.answer(PACKED[:middle] + b"\xff" * 20 + PACKED[middle + 20 :], headers=[GZIP])


@fault
def brotli_unasked(peer: Peer) -> None:
    peer.answer(b"\x1b\x2a\x00\xf8" * 30, headers=["Content-Encoding: br"])


@fault
def charset_as_content_coding(peer: Peer) -> None:
    peer.answer(PAGE, headers=["Content-Encoding: UTF-8"])


@fault
def chunk_of_no_size(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n<html>\r\n")
    peer.keep = True


@fault
def a_million_gzip_members(peer: Peer) -> None:
    peer.answer(PACKED + gzip.compress(b"", mtime=0) * 20_000, headers=[GZIP])


# bodies without end


@fault
def gzip_bomb(peer: Peer) -> None:
    """10 GB of zeros in 10 MB, in pieces of 10 MB each."""
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Encoding: gzip\r\n\r\n" + BOMB_START)
    for _ in range(1_000):
        peer.send(TEN_MEGABYTES)


@fault
def gzip_bomb_in_one_piece(peer: Peer) -> None:
    peer.answer(BOMB_START + TEN_MEGABYTES * 6, headers=[GZIP])


@fault
def endless_chunks(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nTransfer-Encoding: chunked\r\n\r\n")
    for _ in itertools.count():
        _chunk(peer, PAGE)


@fault
def announces_more_than_the_cap(peer: Peer) -> None:
    peer.answer(PAGE, length=3_000_000_000)
    peer.hang()


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
    _chunk(peer, PAGE)
    _chunk(peer, b"")
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
    _flood(peer, b"HTTP/1.1 100 Continue\r\n\r\n")


@fault
def headers_without_end(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\n")
    _flood(peer, b"X-More: and more\r\n")


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
    peer.server.faults["plain"] = plain


def _chunk(peer: Peer, data: bytes) -> None:
    peer.send(b"%x\r\n%s\r\n" % (len(data), data))


def _flood(peer: Peer, data: bytes) -> None:
    while not peer.server.ended.is_set():
        peer.send(data)
