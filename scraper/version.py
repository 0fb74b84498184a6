"""The version of kabar, and that of its parser, in one place."""

from functools import cache
from hashlib import sha256
from pathlib import Path

__version__ = "0.1.0"

# Everything that a reading depends on besides the page: code, words, trees, profiles, regions.
_PARSER = ("parse", "sites", "text", "urls")
_KINDS = frozenset({".py", ".toml", ".json", ".csv"})


@cache
def parser_version() -> str:
    """
    The version of what reads pages, as `0.1.0+3f9a2c1b`: kabar's, and a digest of the parser's code and data.

    Why: a record says which parser read it, and a development version reads otherwise after each change.
        It costs some milliseconds, once.
    """
    digest = sha256()
    home = Path(__file__).parent
    files = (path for name in _PARSER for path in (home / name).rglob("*") if path.suffix in _KINDS)
    for path in sorted(files):
        digest.update(path.relative_to(home).as_posix().encode() + b"\0" + path.read_bytes() + b"\0")
    return f"{__version__}+{digest.hexdigest()[:8]}"
