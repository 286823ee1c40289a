"""Work done by a second process while this one goes on, where the machine can; the result is the same either way."""

from __future__ import annotations

import os
import pickle
from collections.abc import Callable
from typing import TypeVar

Result = TypeVar("Result")


def begun(work: Callable[[], Result]) -> Callable[[], Result]:
    """Begin some work in a copy of this process, and return what waits for its result.

    What comes back is a copy, so it has to be plain values or records. Where no copy can be made, or it does not come
    to its end, the work is done here when its result is wanted: what it raises is raised here.
    """
    if not hasattr(os, "fork"):
        return work
    reading, writing = os.pipe()
    try:
        child = os.fork()
    except OSError:
        os.close(reading)
        os.close(writing)
        return work
    if child == 0:
        os.close(reading)
        _answer(work, writing)
    os.close(writing)

    def wait() -> Result:
        with open(reading, "rb") as pipe:
            told = pipe.read()
        _, status = os.waitpid(child, 0)
        if status != 0:
            return work()
        found: Result = pickle.loads(told)  # written by this very program, a moment ago
        return found

    return wait


def _answer(work: Callable[[], object], writing: int) -> None:
    """Do the work and hand over its result; never returns, and leaves nothing else behind."""
    status = 1
    try:
        told = pickle.dumps(work(), pickle.HIGHEST_PROTOCOL)
        with open(writing, "wb") as pipe:
            pipe.write(told)
        status = 0
    finally:
        os._exit(status)
