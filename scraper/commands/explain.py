"""What `kabar parse --explain` prints: each block with its fate, each field with its candidates."""

from rich.console import Console
from rich.table import Table
from rich.text import Text

from scraper.commands.plain import one_line
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


def _blocks(steps: Steps) -> Table:
    table = Table("block", "fingerprint", "role", "text", box=None, header_style="bold", pad_edge=False)
    for block, role in zip(steps.page.blocks, steps.layout.roles, strict=True):
        copied = steps.layout.copies.get(block.number)
        fate = f"{role} of {copied}" if role is Role.COPY and copied is not None else str(role)
        text = one_line(block.text)
        text = text if len(text) <= _WIDEST else text[: _WIDEST - 1] + "…"
        style = "" if role in _KEPT else "dim"
        cells = (str(block.number), f"{block.fingerprint & 0xFFFFFFFFFFFFFFFF:016x}", fate)
        table.add_row(*cells, Text(text), style=style)
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
