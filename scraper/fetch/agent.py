"""How kabar names itself to servers."""

from scraper.version import __version__

_LONGEST_CONTACT = 200  # characters


def user_agent(contact: str | None) -> str:
    """Our name, version and whom a webmaster can write to; plain ASCII, whatever the contact holds."""
    printable = "".join(char for char in contact or "" if " " <= char <= "~")[:_LONGEST_CONTACT].strip()
    return f"kabar/{__version__} (+{printable or 'contact not set'})"
