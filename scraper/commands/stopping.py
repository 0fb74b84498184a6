"""SIGTERM and Ctrl-C: the first lets a run end in order, the second ends it at once."""

import signal
from collections.abc import Callable, Generator
from contextlib import contextmanager
from types import FrameType

_SIGNALS = (signal.SIGTERM, signal.SIGINT)


@contextmanager
def stoppable(stop: Callable[[], None]) -> Generator[None]:
    """
    Calls stop at the first signal; raises KeyboardInterrupt at the second.

    Why a flag first: an exception that rises anywhere could break a transaction that was nearly done.
    """
    asked = 0

    def heard(_number: int, _frame: FrameType | None) -> None:
        nonlocal asked
        asked += 1
        if asked > 1:
            raise KeyboardInterrupt
        stop()

    before = {number: signal.signal(number, heard) for number in _SIGNALS}
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)
