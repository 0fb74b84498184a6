"""Bodies that are no page, that break off, that break their coding, or that never end."""

import gzip
import itertools

from tests.fetch.faults.register import BOMB_START, GZIP, PACKED, PAGE, TEN_MEGABYTES, chunk, fault, flood
from tests.fetch.server import Peer

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
    flood(peer, b"\x00\x01\x02\x03" * 1000)


@fault
def binary_without_type(peer: Peer) -> None:
    peer.send(b"HTTP/1.1 200 OK\r\n\r\n" + bytes(range(256)) * 10)


# bodies that break off


@fault
def reset_in_the_body(peer: Peer) -> None:
    peer.answer(PAGE[:3000], length=len(PAGE))
    peer.server.ended.wait(0.2)  # or the reset overtakes what was sent
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
    chunk(peer, PAGE[:3000])


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
        chunk(peer, PAGE)


@fault
def announces_more_than_the_cap(peer: Peer) -> None:
    peer.answer(PAGE, length=3_000_000_000)
    peer.hang()
