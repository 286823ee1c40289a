"""Work beside this process: the same result, the same error, nothing left behind."""

from __future__ import annotations

import os

import pytest

from pmctl.beside import begun
from pmctl.diagnostic import Diagnostic, Related, Replacement, Span, UserError


def test_a_result_comes_back_as_it_is() -> None:
    found = (
        Diagnostic("PM101", "error", "no `x`", Span("a.yaml", 3, 4), "write `y`", "a/x"),
        Diagnostic("PM201", "error", "é😀", Span("b.yaml"), related=(Related(Span("a.yaml", 1), "here"),)),
        Diagnostic("PM001", "info", "", Span("c"), fix=(Replacement(Span("c", 1, 2), "y"),)),
    )
    wait = begun(lambda: (found, os.getpid()))
    told, process = wait()
    assert told == found
    assert process != os.getpid()


def test_much_comes_back_whole() -> None:
    assert begun(lambda: "x" * 5_000_000)() == "x" * 5_000_000


def test_what_it_raises_is_raised_here() -> None:
    def work() -> None:
        raise UserError("no")

    with pytest.raises(UserError, match="no"):
        begun(work)()


def test_what_cannot_be_handed_over_is_made_here() -> None:
    found = (one for one in (1, 2))  # no process can send this to another
    assert begun(lambda: found)() is found


def test_a_process_that_dies_is_no_harm() -> None:
    here = os.getpid()

    def work() -> int:
        if os.getpid() != here:
            os._exit(9)
        return 7

    assert begun(work)() == 7


def test_without_copies_it_is_done_here(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delattr(os, "fork")
    assert begun(os.getpid)() == os.getpid()
