"""One reading of one text: what is known of it so far, and the findings about it."""

from __future__ import annotations

from typing import NoReturn

from pmctl.diagnostic import Diagnostic, Span
from pmctl.parse.tree import Map, Value
from pmctl.record import dataclass


class Stop(Exception):
    """Reading cannot go on; carries the finding that says why."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


@dataclass(frozen=True, slots=True)
class Anchor:
    """What an anchor stands for: `size` in values, its own aliases counted in full; `text` where it can be a key."""

    value: Value
    size: int
    text: str | None
    complete: bool


class Unusual(Exception):
    """A quick reading came upon what must be read with care."""


class Reading:
    """What one pass over a text gathers beside its values.

    A careful one looks at each value for whatever may be odd about it. A quick one, for a text in which nothing odd is
    to be expected, finds nothing: it ends with `Unusual` where there is something to say.
    """

    __slots__ = (
        *("anchors", "diagnostics", "entries", "expanded", "is_careful", "merge_depths", "nodes", "path", "refused"),
        *("source", "spans", "text"),
    )

    def __init__(self, path: str, text: str, source: str, diagnostics: list[Diagnostic], is_careful: bool) -> None:
        self.path = path
        self.text = text
        self.source = source  # as long as `text`, without the characters that libyaml does not take
        self.diagnostics = diagnostics
        self.is_careful = is_careful
        self.anchors: dict[str, Anchor] = {}
        self.nodes = 0  # values so far, where they are counted: in a careful reading
        self.expanded = 0
        self.refused: set[int] = set()
        self.merge_depths: dict[int, tuple[Map, int]] = {}  # the map is kept so that its identity stays its own
        # The places of all scalars, gathered only where comments must be told from texts.
        self.spans: list[tuple[int, int]] | None = [] if is_careful and "pmctl:" in text else None
        # Of each map that is being read with care: where in its block the numbers of each key begin.
        self.entries: dict[int, dict[str, int]] = {}

    def report(self, code: str, message: str, start: int, end: int, hint: str = "") -> None:
        """Adds an error at a place; reading goes on, if with care."""
        self.check_care()
        self.diagnostics.append(Diagnostic(code, "error", message, Span(self.path, start, end), hint))

    def stop(self, code: str, message: str, start: int, hint: str = "") -> NoReturn:
        """Ends reading with an error; raises `Stop`."""
        self.check_care()
        raise Stop(Diagnostic(code, "error", message, Span(self.path, start, start + 1), hint))

    def check_care(self) -> None:
        """Ends a quick reading, in which nothing may be wrong; raises `Unusual`."""
        if not self.is_careful:
            raise Unusual
