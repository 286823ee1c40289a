"""The baselines of a workspace: a line each, one in full, and which of them are meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.insights.baselines.changes import Comparison, comparison
from pmctl.insights.baselines.named import baseline_of, named
from pmctl.model.item import Item
from pmctl.model.records import Baseline
from pmctl.plan import Plan
from pmctl.views.against import names_of
from pmctl.views.find import close, find_document


@dataclass(frozen=True, slots=True)
class Entry:
    """A baseline as a line: `counts` says that it is the one in force for its document."""

    baseline: Baseline
    start: date | None
    finish: date | None
    counts: bool

    @property
    def approved(self) -> str:
        """Who approved it, and when; empty where nobody did."""
        return ", ".join(
            " ".join(filter(None, (one.by, one.date.text if one.date else ""))) for one in self.baseline.approved
        )


def entries(plan: Plan, baselines: Sequence[Baseline]) -> tuple[Entry, ...]:
    """Baselines with what a line says of them, the latest first."""
    rows = sorted(baselines, key=lambda one: one.id)
    rows.sort(key=lambda one: one.date.last if one.date else date.min, reverse=True)
    return tuple(_entry(plan, baseline) for baseline in rows)


def _entry(plan: Plan, baseline: Baseline) -> Entry:
    starts = [task.start.first for task in baseline.tasks if task.start]
    finishes = [task.finish.last for task in baseline.tasks if task.finish]
    in_force = baseline_of(plan, baseline.of)
    return Entry(baseline, min(starts, default=None), max(finishes, default=None), in_force is baseline)


def those_named(plan: Plan, name: str) -> tuple[Baseline, ...]:
    """The baselines that a name means; UserError without any."""
    found = named(plan, name)
    if not found:
        known = names_of(plan)
        hint = f"baselines: {', '.join(known[:12])}" if known else "`pmctl baseline set NAME` makes one"
        raise UserError(f"there is no baseline `{terminal(name[:80])}`.{close(name, known)}", hint)
    return found


def comparisons(
    plan: Plan, documents: Sequence[str], other: Sequence[Baseline] | None = None
) -> tuple[Comparison, ...]:
    """Each document (all without any) beside the baseline in force; UserError where there is none.

    With `other` baselines those of each document beside the one in force, not the plan.
    """
    asked = [find_document(plan, name) for name in documents]
    wanted: Sequence[Item] = asked or list(plan.workspace.documents.values())
    pairs = [(document, baseline) for document in wanted if (baseline := baseline_of(plan, document.id)) is not None]
    if other is None:
        found = tuple(comparison(plan, document, baseline) for document, baseline in pairs)
    else:
        later = {baseline.of: baseline for baseline in other}
        both = [(document, baseline, later[document.id]) for document, baseline in pairs if document.id in later]
        found = tuple(comparison(plan, *sides) for sides in both)
    if not found:
        of = f" of `{terminal(documents[0])}`" if documents else ""
        what = "is no baseline" if other is None else "are no two baselines"
        hint = "`pmctl baseline set NAME` makes one, a git revision is one"
        raise UserError(f"there {what}{of} to compare{' with' if other is None else ''}", hint)
    return found
