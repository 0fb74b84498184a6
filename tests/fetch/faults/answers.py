"""Whole pages in every coding and framing, statuses that mean something, and redirects."""

import gzip
import zlib
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime

from tests.fetch.faults.register import GZIP, PACKED, PAGE, chunk, fault, flood
from tests.fetch.server import Peer

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
        chunk(peer, PAGE[start : start + 1000])
    chunk(peer, b"")
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
def cloudflare_challenge(peer: Peer) -> None:
    """403 with Cloudflare's own mark, and its page."""
    body = b"<html><title>Just a moment...</title><script src=/cdn-cgi/challenge-platform/x></script></html>"
    peer.answer(body, "403 Forbidden", ["cf-mitigated: challenge", "Server: cloudflare"])


@fault
def captcha_with_503(peer: Peer) -> None:
    """A captcha where the page should be, with a status that asks to come back."""
    peer.answer(b"<html><body><div class='g-recaptcha'></div></body></html>", "503 Service Unavailable")


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
    flood(peer, PAGE)


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
    flood(peer, PAGE)


@fault
def redirect_with_a_slow_body(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 302 Found\r\nLocation: /plain\r\nContent-Length: 5000\r\n\r\n")
    peer.drip(PAGE, 0.05)


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
