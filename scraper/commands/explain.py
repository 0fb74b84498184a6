"""What `kabar parse --explain` prints: each block with its fate, each field with its candidates."""

from datetime import date
from typing import Any

from rich.console import Console
from rich.table import Table
from rich.text import Text

from scraper.commands.plain import one_line, print_json
from scraper.parse.fields import Choice
from scraper.parse.layout import Role
from scraper.parse.reader import Steps

_KEPT = frozenset({Role.BODY, Role.HEADLINE, Role.META, Role.CAPTION})
_WIDEST = 70  # characters of a block's text


def print_steps(steps: Steps) -> None:
    """Prints how a page was read, on standard output."""
    console = Console(highlight=False, soft_wrap=True)
    console.print(f"{steps.verdict.outcome} {steps.verdict.reason}".strip(), markup=False)
    console.print()
    console.print(_blocks(steps))
    for name, choice in steps.fields.choices.items():
        console.print()
        _print_choice(console, name, choice)


def print_steps_as_json(steps: Steps) -> None:
    """Prints the same as one JSON object: outcome, reason, blocks, fields."""
    copies, container = steps.layout.copies, steps.layout.container
    blocks = [
        {
            "number": block.number,
            "fingerprint": _hex(block.fingerprint),
            "kept": role in _KEPT,
            "role": role,
            "copy_of": copies.get(block.number),
            "hidden": block.hidden,
            "tag": block.tag,
            "text": block.text,
        }
        for block, role in zip(steps.page.blocks, steps.layout.roles, strict=True)
    ]
    fields = {
        name: {
            "value": _plain(choice.value),
            "source": choice.source or None,
            "reason": choice.reason or None,
            "candidates": [
                {"value": _plain(each.value), "source": each.source, "confidence": round(each.confidence, 3)}
                for each in choice.candidates
            ],
        }
        for name, choice in steps.fields.choices.items()
    }
    verdict = steps.verdict
    row = {"outcome": verdict.outcome, "reason": verdict.reason or steps.mended or None}
    print_json(row | {"container": container, "blocks": blocks, "fields": fields}, indent=2)


def _plain(value: object) -> Any:
    """A field's value as JSON holds it: moments in ISO 8601, what is made of parts as a list of texts."""
    if value is None or isinstance(value, str | int | float):
        return value
    if isinstance(value, date):
        return value.isoformat()
    return [str(each) for each in value] if isinstance(value, tuple | list) else str(value)


def _hex(fingerprint: int) -> str:
    return f"{fingerprint & 0xFFFFFFFFFFFFFFFF:016x}"


def _blocks(steps: Steps) -> Table:
    columns = ("block", "fingerprint", "", "role", "text")
    table = Table(*columns, box=None, header_style="bold", pad_edge=False)
    for block, role in zip(steps.page.blocks, steps.layout.roles, strict=True):
        copied = steps.layout.copies.get(block.number)
        fate = f"{role} of {copied}" if role is Role.COPY and copied is not None else str(role)
        text = one_line(block.text)
        text = text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"
        is_kept = role in _KEPT
        cells = (str(block.number), _hex(block.fingerprint), "kept" if is_kept else "dropped", fate)
        table.add_row(*cells, Text(text), style="" if is_kept else "dim")
    return table


def _print_choice(console: Console, name: str, choice: Choice[object]) -> None:
    if choice.value is None:
        console.print(f"{name}: none ({choice.reason})", markup=False)
    else:
        console.print(one_line(f"{name}: {choice.value} from {choice.source}"), markup=False)
    for candidate in choice.candidates:
        console.print(
            "  " + one_line(f"{candidate.confidence:.2f} {candidate.value} from {candidate.source}"),
            style="dim",
            markup=False,
        )
