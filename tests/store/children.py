"""Other processes, for what only they can show: being killed, being nobody, starting at once."""

import os
import signal
import traceback
from collections.abc import Callable

_NOBODY = 65534


def in_child(work: Callable[[], None], *, as_nobody: bool = False) -> int:
    """How a process that did this work ended: 0, 1 after an exception, or minus the signal that killed it."""
    return ended(start(work, as_nobody=as_nobody))


def start(work: Callable[[], None], *, as_nobody: bool = False) -> int:
    """The number of a process that does this work and nothing else."""
    pid = os.fork()
    if pid:
        return pid
    status = 1
    try:
        if as_nobody and os.geteuid() == 0:
            os.setgroups([])
            os.setgid(_NOBODY)
            os.setuid(_NOBODY)
        work()
        status = 0
    except BaseException:  # noqa: BLE001  # the child must end here, whatever it met
        traceback.print_exc()
    finally:
        os._exit(status)


def ended(pid: int) -> int:
    """How this process ended, as in_child."""
    return os.waitstatus_to_exitcode(os.waitpid(pid, 0)[1])


def kill_self() -> None:
    """Ends this process as a power cut would."""
    os.kill(os.getpid(), signal.SIGKILL)
