"""Compares content with the digests that a WARC record gives of it."""

import hashlib
from base64 import b32encode, b64encode
from collections.abc import Iterable

_KNOWN = frozenset({"md5", "sha1", "sha256", "sha384", "sha512"})


def matches(said: str | None, contents: Iterable[bytes]) -> bool | None:
    """
    Whether any of these has this digest; None where there is none that we can compare.

    Shape: `sha1:` and the like, then Base32, hexadecimal or Base64, as writers differ.
    """
    name, _, value = (said or "").partition(":")
    name = name.strip().lower().replace("-", "")
    value = value.strip()
    if name not in _KNOWN or not value:
        return None
    for content in contents:
        digest = hashlib.new(name, content, usedforsecurity=False).digest()
        if value.lower() == digest.hex() or value.upper().rstrip("=") == _base32(digest):
            return True
        if value == b64encode(digest).decode("ascii"):
            return True
    return False


def _base32(digest: bytes) -> str:
    return b32encode(digest).decode("ascii").rstrip("=")
