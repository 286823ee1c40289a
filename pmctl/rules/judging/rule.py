"""What a rule is: a code, a name, a page, and a check; read from its module, so that one file says it all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from types import ModuleType
from typing import TYPE_CHECKING

from pmctl.diagnostic import Diagnostic, Severity
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
    """A rule as the registry holds it. `check` is None where reading the files raises the finding itself, and where a
    change is needed to find it: then there is `compare`.
    """

    code: str
    name: str
    severity: Severity
    looks_at: str
    check: Check | None
    text: str
    """The page: the docstring of the module."""
    file: str
    compare: Compare | None = None
    in_changes: str = ""
    """The code of the rule that judges the same in a review, where somebody's approval can settle it."""

    @property
    def family(self) -> str:
        """The hundred of the code: `PM2xx`."""
        return f"{self.code[:3]}xx"

    @property
    def fixed(self) -> bool:
        """May no plan change or allow it? So it is for errors of text and shape: the unread cannot be judged."""
        return self.code.startswith("PM0") and self.severity == "error"


def rule_of(module: ModuleType) -> Rule:
    """Read a rule from its module. A missing name is a mistake of ours and raises."""
    return Rule(
        code=module.CODE,
        name=module.NAME,
        severity=module.SEVERITY,
        looks_at=module.LOOKS_AT,
        check=getattr(module, "check", None),
        text=module.__doc__ or "",
        file=module.__name__.rpartition(".")[2],
        compare=getattr(module, "compare", None),
        in_changes=getattr(module, "IN_CHANGES", ""),
    )
