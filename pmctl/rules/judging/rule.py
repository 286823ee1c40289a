"""What a rule is: a code, a name, a page, and a check; one file says it all, and is read when somebody asks for it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from importlib import import_module
from typing import TYPE_CHECKING, Any, Literal

from pmctl.diagnostic import Diagnostic, Severity
from pmctl.model.item import Item
from pmctl.model.workspace import Policy, View
from pmctl.record import dataclass

if TYPE_CHECKING:
    from pmctl.plan import Plan
    from pmctl.rules.judging.change import Change

Check = Callable[["Plan"], Iterator[Diagnostic]]
Compare = Callable[["Change"], Iterator[Diagnostic]]

LOOKS = ("text", "tree", "workspace", "schedule", "history", "changes")
"""What a rule may look at. `text` and `tree` are judged while files are read; `history` and `changes` need several."""


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule as its family enters it: what must be known of one before its module is imported.

    `about` are classes of items, or policies or views: where a plan has none of them, the rule finds nothing (empty: it
    has to look). `when` says what it is judged in: any plan, one whose history is at hand, a change, or files while
    they are read.
    """

    code: str
    name: str
    about: tuple[type[Item | Policy | View], ...] = ()
    when: Literal["reading", "plan", "history", "change"] = "plan"

    @property
    def family(self) -> str:
        """The hundred of the code: `PM2xx`."""
        return f"{self.code[:3]}xx"

    @property
    def file(self) -> str:
        """The name of its module, which is named like the rule."""
        return self.name.replace("-", "_")

    @property
    def severity(self) -> Severity:
        """How bad it is, unless a plan says otherwise."""
        found: Severity = self._said("SEVERITY")
        return found

    @property
    def looks_at(self) -> str:
        """One of `LOOKS`."""
        return str(self._said("LOOKS_AT"))

    @property
    def text(self) -> str:
        """The page: the docstring of the module."""
        return self._said("__doc__") or ""

    @property
    def check(self) -> Check | None:
        """What finds it in a plan; None where reading the files does, and where a change is needed to find it."""
        found: Check | None = self._said("check", None)
        return found

    @property
    def compare(self) -> Compare | None:
        """What finds it in a change."""
        found: Compare | None = self._said("compare", None)
        return found

    @property
    def in_changes(self) -> str:
        """The code of the rule that judges the same in a review, where somebody's approval can settle it."""
        return str(self._said("IN_CHANGES", ""))

    @property
    def fixed(self) -> bool:
        """May no plan change or allow it? So it is for errors of text and shape: the unread cannot be judged."""
        return self.code.startswith("PM0") and self.severity == "error"

    def _said(self, name: str, *otherwise: object) -> Any:
        """What its module says; a missing name is a mistake of ours and raises."""
        return getattr(import_module(f"pmctl.rules.{self.file}"), name, *otherwise)
