"""`pmctl check --fix`: what is certain is mended, or shown with `--diff`, before the rest is told."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from pmctl import output
from pmctl.commands.calling import options
from pmctl.commands.calling.editing import seen, write
from pmctl.diagnostic import Diagnostic
from pmctl.operations.mend import mended
from pmctl.plan import Plan
from pmctl.views.drafts.mending import NOTHING, mended_text
from pmctl.views.drafts.text import before_writing

Asked = Callable[[Plan], Iterable[Diagnostic]]
"""The findings of a plan that a call asks for."""


def mend(call: options.Call, present: Plan, asked: Asked, is_read: bool) -> None:
    """Mend what is certain and say so; where a program reads standard output (`is_read`) on standard error."""
    draft, done = mended(present, call.level, asked)
    if not done:
        output.note(NOTHING)
        return
    found = seen(call, draft, are_named=False)
    write(draft)
    said = mended_text(done, found)
    if is_read:
        output.note(said)
    else:
        output.write(said + "\n")


def show_mending(call: options.Call, present: Plan, asked: Asked) -> int:
    """Show the lines that `--fix` would change and what follows; 1 where there are some."""
    draft, done = mended(present, call.level, asked)
    if not done:
        output.note(NOTHING)
        return 0
    output.write(before_writing(seen(call, draft)))
    output.note("Nothing was written.")
    return 1
