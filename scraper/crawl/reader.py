"""A process that reads pages for the crawl: catches come in, readings go out, until the crawl is gone."""

import gc
import resource
import signal
import sys
from multiprocessing.connection import Connection

# A page that needs more than this is none that a person could read; the largest seen takes 0.4 GB.
_MOST_BYTES = 3_000_000_000
_GARBAGE = 100_000  # objects between two looks for cycles; a page leaves few, and 20,000 cost a twentieth


def main() -> None:
    """
    Reads until the other end of the connection is closed, as it is when the crawl ends, however it ends.

    Shape: the first thing that comes in is the function that makes the reading function.
    """
    for number in (signal.SIGINT, signal.SIGTERM):  # the crawl says when to stop
        signal.signal(number, signal.SIG_IGN)
    hard = resource.getrlimit(resource.RLIMIT_AS)[1]
    most = _MOST_BYTES if hard == resource.RLIM_INFINITY else min(_MOST_BYTES, hard)
    resource.setrlimit(resource.RLIMIT_AS, (most, hard))
    connection = Connection(int(sys.argv[1]))
    try:
        read = connection.recv()()
        gc.freeze()  # what was imported stays
        gc.set_threshold(_GARBAGE)
        known: dict[int, object] = {}  # what many tasks share, by its number
        while True:
            task, number, shared = connection.recv()
            if shared is not None:
                known[number] = shared
            connection.send(read(task, known[number]))
    except (EOFError, ConnectionError):
        return
    except MemoryError:
        sys.exit(1)  # the crawl tells which page it was


if __name__ == "__main__":
    main()
