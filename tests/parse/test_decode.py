"""Decoding: the charset of a page, whatever its server says."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from scraper.parse.decode import decode

LATIN = "Gouverneur “Ganjar” – café"
HTML = [("Content-Type", "text/html")]


def typed(charset: str) -> list[tuple[str, str]]:
    return [("content-type", f"text/html; charset={charset}")]


@pytest.mark.parametrize(
    ("payload", "headers", "expected"),
    [
        (b"\xef\xbb\xbf" + LATIN.encode(), typed("windows-1251"), LATIN),
        (b"\xff\xfe" + LATIN.encode("utf-16-le"), HTML, LATIN),
        (LATIN.encode("cp1252"), typed("iso-8859-1"), LATIN),
        (b'<meta charset="latin1">' + LATIN.encode("cp1252"), HTML, '<meta charset="latin1">' + LATIN),
        ("Привет, область".encode("cp1251"), typed("windows-1251"), "Привет, область"),
        ("東京都".encode("cp932"), typed("Shift_JIS"), "東京都"),
        ("東京都".encode("iso2022_jp"), typed("iso-2022-jp"), "東京都"),
        (LATIN.encode(), HTML, LATIN),
        (LATIN.encode("cp1252"), HTML, LATIN),
        (LATIN.encode("utf-16-le"), HTML, LATIN),
    ],
    ids=[
        *("byte order mark wins", "utf-16 mark", "latin1 is windows-1252", "meta", "header", "shift_jis"),
        *("seven-bit", "undeclared utf-8", "undeclared windows-1252", "unmarked utf-16"),
    ],
)
def test_the_charset_is_found(payload: bytes, headers: list[tuple[str, str]], expected: str) -> None:
    """A mark, the header, the head, the bytes themselves: the first that is right decides."""
    assert expected == decode(payload, headers).text


def test_utf8_declared_as_windows_1252_is_no_mojibake() -> None:
    """Bytes that are valid UTF-8 beyond ASCII are UTF-8, whatever header and head say."""
    assert (LATIN, "utf-8", LATIN.encode(), 0) == decode(LATIN.encode(), typed("windows-1252"))


def test_windows_1252_declared_as_utf8_is_no_mojibake() -> None:
    """Bytes that are no UTF-8 are not replaced by question marks because somebody declared it."""
    assert LATIN == decode(LATIN.encode("cp1252"), typed("utf-8")).text


def test_a_cut_or_stray_byte_leaves_utf8_utf8() -> None:
    """One broken character in a long UTF-8 page costs that character and no other."""
    assert decode(LATIN.encode() + b"\xe2\x80", typed("utf-8")).text.startswith(LATIN)


def test_null_characters_are_dropped() -> None:
    """A null byte inside a word does not split it."""
    assert "Semarang" == decode(b"Sema\0rang").text


def test_undeclared_cyrillic_is_guessed() -> None:
    """Where most bytes are beyond ASCII, their letters decide."""
    text = "Правительство области сообщило о строительстве новой школы в районе. " * 5

    assert text == decode(text.encode("cp1251")).text


@given(
    st.binary(),
    st.sampled_from(["utf-8", "utf-16", "gbk", "x", "replacement", "hz", "iso-2022-jp", "\ud800"]),
)
def test_any_bytes_decode(payload: bytes, charset: str) -> None:
    """No bytes and no label raise."""
    decoded = decode(payload, typed(charset))

    assert decoded.text == decoded.utf8.decode()
    decode(b"<meta charset=" + charset.encode("utf-8", "replace") + b">" + payload)
