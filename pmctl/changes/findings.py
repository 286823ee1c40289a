"""Findings of two plans: those that are new, and those that are gone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from pmctl.changes.former import NOBODY, former_id
from pmctl.diagnostic import Diagnostic

Identity = tuple[str, str]
"""The rule of a finding, and what it is about."""

GOVERNANCE = "PM5"
"""Rules of what may be, by whose consent."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What only one of two plans has; findings of one rule about one item are the same, whatever their words."""

    new: tuple[Diagnostic, ...] = ()
    gone: tuple[Diagnostic, ...] = ()

    @property
    def has_errors(self) -> bool:
        """Is one of the new ones an error?"""
        return any(finding.severity == "error" for finding in self.new)

    @property
    def faults(self) -> tuple[Diagnostic, ...]:
        """The new errors in spite of which all else is computed; that something is not allowed makes no date wrong."""
        return tuple(one for one in self.new if one.severity == "error" and not one.code.startswith(GOVERNANCE))


def compared(before: Sequence[Diagnostic], after: Sequence[Diagnostic], former: Mapping[str, str] = NOBODY) -> Findings:
    """Findings that are only in one of two lists, each list in its order."""
    was, now = [_identity(one, NOBODY) for one in before], [_identity(one, former) for one in after]
    return Findings(_without(after, now, was), _without(before, was, now))


def _without(
    findings: Iterable[Diagnostic], identities: Iterable[Identity], known: Iterable[Identity]
) -> tuple[Diagnostic, ...]:
    left = Counter(known)
    found = []
    for finding, identity in zip(findings, identities, strict=True):
        if left[identity]:
            left[identity] -= 1
        else:
            found.append(finding)
    return tuple(found)


def _identity(finding: Diagnostic, former: Mapping[str, str]) -> Identity:
    """What a finding is about; the words may name dates that move with the plan."""
    return finding.code, former_id(finding.item, former) or f"{finding.span.path}\0{finding.message}"
