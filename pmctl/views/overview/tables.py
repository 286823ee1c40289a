"""Tables on the page of one document: its money by line, and how far it is from its limits."""

from __future__ import annotations

from pmctl import output
from pmctl.insights.tolerance import limits_of
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.quantity import print_money_short
from pmctl.views.overview.view import Standing


def budget_lines(plan: Plan, one: Standing) -> list[str]:
    """What each budget line has, what was spent and is bound, and what it will come to."""
    rows: list[output.Row] = []
    for line in one.costs.lines:
        for currency in dict.fromkeys((*line.budget, *line.actual, *line.estimate)):
            name = currency if currency != plan.workspace.currency else None
            sums = [part.get(currency) for part in (line.budget, line.actual, line.committed, line.estimate)]
            rows.append(
                [
                    line.name or "(no line)",
                    *(print_money_short(part, name) if part is not None else "" for part in sums),
                ]
            )
    if not rows:
        return []
    columns = [
        output.Column("Money"),
        *(output.Column(name, True) for name in ("budget", "spent", "committed", "estimate")),
    ]
    unpriced = one.costs.unpriced
    note = [f"not in it: {len(unpriced)} tasks by people without a rate"] if unpriced else []
    return ["", output.table(columns, rows), *note]


def limit_lines(plan: Plan, one: Standing) -> list[str]:
    """Time, cost, scope and quality beside what the charter allows; nothing where it allows nothing."""
    found = limits_of(plan, one.document) if isinstance(one.document, Project) else ()
    rows: list[output.Row] = [
        [each.dimension, each.value, each.limit, output.Cell(each.margin, "red") if each.is_beyond else each.margin]
        for each in found
    ]
    columns = [output.Column("Limits"), output.Column("value"), output.Column("limit"), output.Column("margin", True)]
    return ["", output.table(columns, rows)] if rows else []
