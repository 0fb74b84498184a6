"""The log file of a run: one JSON object a line, a new file when it is full, the last few kept."""

import json
import logging
from collections.abc import Generator
from contextlib import contextmanager
from datetime import UTC, datetime
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from scraper.commands.options import talk
from scraper.errors import KabarError

_MOST_BYTES = 10_000_000  # about 40,000 pages
_KEPT = 5  # older files

log = logging.getLogger("scraper")


@contextmanager
def logging_to(path: Path | None, run_id: int | None = None) -> Generator[None]:
    """
    Lets everything that kabar logs go to this file while it lasts; nothing where there is none.

    Raises: KabarError where the file cannot be written.
    """
    if path is None:
        yield
        return
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        handler = _Handler(path, maxBytes=_MOST_BYTES, backupCount=_KEPT, encoding="utf-8")
    except OSError as exc:
        raise KabarError(f"{path} cannot be written: {exc.strerror}.", hint="Name another --log.") from exc
    handler.setFormatter(_JsonLines(run_id))
    level = log.level
    log.setLevel(logging.INFO)
    log.addHandler(handler)
    try:
        yield
    finally:
        log.removeHandler(handler)
        log.setLevel(level)
        handler.close()


def note(event: str, **facts: object) -> None:
    """Logs something that happened to the run as a whole."""
    log.info("%s", event, extra={"facts": {"event": event, **facts}})


class _JsonLines(logging.Formatter):
    def __init__(self, run_id: int | None) -> None:
        super().__init__()
        self._run_id = run_id

    def format(self, record: logging.LogRecord) -> str:
        """One line; what a page says stands in it escaped, so that no page can add a line of its own."""
        facts: dict[str, Any] = getattr(record, "facts", None) or {"event": record.getMessage()}
        row = {
            "at": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname.lower(),
            "run": self._run_id,
            **{name: value for name, value in facts.items() if value is not None},
        }
        if record.exc_info:
            row["traceback"] = self.formatException(record.exc_info)
        return json.dumps(row)


class _Handler(RotatingFileHandler):
    """Why: a log that cannot be written is told once, and neither ends a run nor fills a mail."""

    _has_told = False

    def handleError(self, record: logging.LogRecord) -> None:  # noqa: ARG002  # its signature
        """Says once that the log is not whole."""
        if not self._has_told:
            self._has_told = True
            talk().print(f"kabar: {self.baseFilename} cannot be written; the run goes on", markup=False)
