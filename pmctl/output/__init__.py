"""The only writer to standard output and standard error, and the only place that knows colours.

Results go to standard output, everything said about the run to standard error. What comes from a plan is escaped
here once more, so that no control character and no line that a CI server would obey can leave by mistake.
"""

from pmctl.output.delivery import deliver, deliver_text
from pmctl.output.screen import (
    NARROW,
    STYLES,
    UNLIMITED,
    Screen,
    is_terminal,
    json,
    mark,
    note,
    paint,
    progress,
    raw,
    room,
    set_up,
    wants_colour,
    width,
    write,
)
from pmctl.output.tables import UNCUT, Cell, Column, Heading, Row, table

__all__ = [
    "Cell",
    "Column",
    "Heading",
    "NARROW",
    "Row",
    "STYLES",
    "Screen",
    "UNCUT",
    "UNLIMITED",
    "deliver",
    "deliver_text",
    "is_terminal",
    "json",
    "mark",
    "note",
    "paint",
    "progress",
    "raw",
    "room",
    "set_up",
    "table",
    "wants_colour",
    "width",
    "write",
]
