"""What was found on the machine, in the clone and in the plan, as text and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from pmctl import output
from pmctl.doctor import Line
from pmctl.escape import terminal, terminal_width

Json = dict[str, object]
Found = Mapping[str, Sequence[Line]]
"""What was looked at by part: `machine`, `clone`, `plan`."""

_STYLES = {"ok": "green", "note": "amber", "problem": "red"}
_STATE = 9
"""Columns of the state."""


def doctor_text(found: Found) -> str:
    """Each part with a line for each thing, what mends it below; then what it comes to."""
    width = max((terminal_width(terminal(line.what)) for lines in found.values() for line in lines), default=0)
    parts: list[str] = []
    for part, lines in found.items():
        parts += [output.paint(part, "heading")]
        for line in lines:
            parts += _line(line, min(width, 20))
    return "\n".join([*parts, "", _verdict(found)])


def _line(line: Line, width: int) -> Iterator[str]:
    what = terminal(line.what)
    head = f"  {output.paint(line.state.ljust(_STATE), _STYLES[line.state])}{what.ljust(width)}  "
    hanging = " " * (_STATE + width + 4)
    room = max(30, min(output.width(), 120) - len(hanging))
    if len(what) > width:
        yield head.rstrip()
        head = hanging
    first, *more = textwrap.wrap(terminal(line.fact), room, break_on_hyphens=False) or [""]
    yield f"{head}{first}"
    yield from (f"{hanging}{one}" for one in more)
    if line.mend:
        yield from (
            f"{hanging}{one}" for one in textwrap.wrap(f"→ {terminal(line.mend)}", room, break_on_hyphens=False)
        )


def _verdict(found: Found) -> str:
    lines = [line for lines in found.values() for line in lines]
    problems = sum(line.state == "problem" for line in lines)
    notes = sum(line.state == "note" for line in lines)
    more = f" {notes} thing{'s'[: notes != 1]} could be better." if notes else ""
    if problems:
        return f"{problems} problem{'s'[: problems != 1]} stop{'s'[: problems == 1]} work.{more}"
    return f"Nothing stops work.{more}"


def doctor_json(found: Found) -> Json:
    """The document `pmctl/doctor/1`."""
    return {
        "schema": "pmctl/doctor/1",
        "problems": sum(line.state == "problem" for lines in found.values() for line in lines),
        **{
            part: [
                {"what": line.what, "state": line.state, "fact": line.fact, "mend": line.mend or None} for line in lines
            ]
            for part, lines in found.items()
        },
    }
