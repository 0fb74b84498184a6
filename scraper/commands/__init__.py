"""The command line: one thin module per command."""


def main() -> None:
    """Runs kabar with the words of the command line."""
    raise SystemExit("kabar has no commands yet")
