"""Whole answers that a fetch hands on: awkward articles, and pages that tell why they are none."""

from tests.fetch.faults.register import PAGE, fault
from tests.fetch.server import Peer

_LETTERS = PAGE.decode().replace("dinas", "Café “Sekar” – dinas")


@fault
def fifty_megabytes(peer: Peer) -> None:
    peer.answer(PAGE.removesuffix(b"</body></html>") + b"<!--", length=50_000_000)
    for _ in range(50):
        peer.send(b"x" * 1_000_000)


@fault
def a_hundred_thousand_nested_elements(peer: Peer) -> None:
    """The article stands in the middle of the nest."""
    depth = 100_000
    nest = PAGE.replace(b"<article>", b"<div>" * depth + b"<article>")
    peer.answer(nest.replace(b"</article>", b"</article>" + b"</div>" * depth))


@fault
def cp1252_declared_as_utf8(peer: Peer) -> None:
    peer.answer(_LETTERS.encode("cp1252"))


@fault
def utf8_declared_as_cp1252(peer: Peer) -> None:
    peer.answer(_LETTERS.encode(), headers=["Content-Type: text/html; charset=windows-1252"])


@fault
def needs_a_script(peer: Peer) -> None:
    head = b"<html><head><title>Kabar Daerah</title></head><body><div id='app'></div>"
    peer.answer(head + b"<script src='/static/js/main.4f2a1c.js'></script></body></html>")


@fault
def noindex(peer: Peer) -> None:
    peer.answer(PAGE.replace(b"<head>", b"<head><meta name='robots' content='noindex'>"))


@fault
def noarchive_in_a_header(peer: Peer) -> None:
    peer.answer(PAGE, headers=["X-Robots-Tag: noarchive"])


@fault
def says_with_200_that_it_is_gone(peer: Peer) -> None:
    peer.answer(
        b"<html><title>Halaman Tidak Ditemukan</title><body><h1>404</h1><h2>Halaman Tidak "
        b"Ditemukan</h2><p>Maaf, halaman yang Anda cari tidak tersedia.</p></body></html>"
    )


@fault
def redirect_to_another_site(peer: Peer) -> None:
    peer.answer(b"", "302 Found", ["Location: http://127.0.0.2/slot"])
