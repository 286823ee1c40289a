"""Findings of two plans: those that are new, and those that are gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from pmctl.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Findings:
    """What only one of two plans has; findings of one rule about one item are the same, whatever their words."""

    new: tuple[Diagnostic, ...] = ()
    gone: tuple[Diagnostic, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Is one of the new ones an error?"""
        return any(finding.severity == "error" for finding in self.new)


def compared(before: Sequence[Diagnostic], after: Sequence[Diagnostic]) -> Findings:
    """Findings that are only in one of two lists, each list in its order."""
    return Findings(_without(after, before), _without(before, after))


def _without(findings: Iterable[Diagnostic], known: Iterable[Diagnostic]) -> tuple[Diagnostic, ...]:
    left = Counter(map(_identity, known))
    found = []
    for finding in findings:
        identity = _identity(finding)
        if left[identity]:
            left[identity] -= 1
        else:
            found.append(finding)
    return tuple(found)


def _identity(finding: Diagnostic) -> tuple[str, str]:
    """What a finding is about; the words may name dates that move with the plan."""
    return finding.code, finding.item or f"{finding.span.path}\0{finding.message}"
