"""The score of schedule quality as text and as JSON."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator, Mapping, Sequence

from pmctl import output
from pmctl.escape import cut, one_line, terminal
from pmctl.plan import Plan
from pmctl.views.score.view import VERDICTS, Line, ScoreView, Sheet, sentence

Json = dict[str, object]

STYLES: Mapping[str, str] = {"pass": "green", "fail": "red", "report": "amber", "n/a": "dim"}

LEAST_POINTS = 30
"""Columns of the points of a project in any case."""

_COLUMNS = (
    output.Column("#", right=True, least=2),
    output.Column("check", least=13),
    output.Column("value", right=True, least=7),
    output.Column("threshold", least=7),
    output.Column("", least=6),
    output.Column("how many", least=14),
)


def score_text(view: ScoreView, verbose: bool) -> str:
    """A table of the points, how many pass, and a line a project; `verbose` lists what stands behind each point."""
    parts = [output.paint(cut(one_line(view.whole.title), output.room()), "bold"), _table(view.whole)]
    if verbose:
        parts += ["", *_lists(view.whole)]
    parts += ["", *textwrap.wrap(sentence(view.whole), output.room())]
    if len(view.projects) > 1:
        parts += ["", _projects(view.projects)]
    return "\n".join(parts)


def _projects(sheets: Sequence[Sheet]) -> str:
    """A line a project, or as many as its points take; numbers of points are not cut."""
    room = max(LEAST_POINTS, output.room() - max(len(sheet.id) for sheet in sheets) - 2)
    rows = []
    for sheet in sheets:
        first, *more = textwrap.wrap(sentence(sheet), room)
        rows += [(sheet.id, first), *(("", line) for line in more)]
    return output.table((output.Column("project"), output.Column("points", least=LEAST_POINTS)), rows)


def _table(sheet: Sheet) -> str:
    return output.table(_COLUMNS, [_row(line) for line in sheet.lines])


def _row(line: Line) -> tuple[str | output.Cell, ...]:
    verdict = output.Cell(line.point.verdict, STYLES[line.point.verdict])
    return str(line.check.number), line.asks, line.value, line.threshold, verdict, line.counted


def _lists(sheet: Sheet) -> Iterator[str]:
    """Under each question that has them the items that were found."""
    for line in sheet.lines:
        if line.point.found:
            yield output.paint(f"{line.check.number} {line.check.lists or line.asks}", "bold")
            for one in line.point.found:
                words = f"  {terminal(one.item)}  {terminal(one.text)}".rstrip()
                yield cut(words, output.room())


# --- JSON -------------------------------------------------------------------------------------------------------------


def score_json(plan: Plan, view: ScoreView) -> Json:
    """The document `pmctl/score/1`: the points of all projects together, then of each."""
    return {
        "schema": "pmctl/score/1",
        "today": plan.today.isoformat(),
        "content": plan.loaded.content,
        **_sheet_json(view.whole),
        "projects": [{"id": sheet.id, "name": sheet.title, **_sheet_json(sheet)} for sheet in view.projects],
    }


def _sheet_json(sheet: Sheet) -> Json:
    return {
        "counts": {verdict: sheet.count(verdict) for verdict in VERDICTS},
        "points": [_line_json(line) for line in sheet.lines],
    }


def _line_json(line: Line) -> Json:
    point = line.point
    return {
        "number": line.check.number,
        "code": line.check.code,
        "name": line.check.name,
        "check": line.asks,
        "verdict": point.verdict,
        "unit": line.check.unit,
        "value": None if point.value is None else round(float(point.value), 6),
        "threshold": None if point.limit is None else round(float(point.limit), 6),
        "at-least": line.check.least,
        "part": point.part if line.check.of and point.value is not None else None,
        "whole": point.whole if line.check.of and point.value is not None else None,
        "text": line.counted,
        "items": [{"item": one.item, "text": one.text, "link": one.link} for one in point.found],
    }
