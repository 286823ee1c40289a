"""The score of schedule quality as a table: which of the 14 points, of which projects, and how each is said."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction

from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.insights.quality.points import Point, Verdict
from pmctl.insights.quality.score import CHECKS, Check, Score, question, score_of, scores, together
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.quantity import print_share
from pmctl.record import dataclass

VERDICTS: tuple[Verdict, ...] = ("pass", "fail", "report", "n/a")


@dataclass(frozen=True, slots=True)
class Line:
    """A point of a table, in words; `asks` is its question."""

    check: Check
    point: Point
    asks: str
    value: str
    threshold: str
    counted: str


@dataclass(frozen=True, slots=True)
class Sheet:
    """The points of a project that were asked for; with `id` "" those of all projects together."""

    id: str
    title: str
    lines: tuple[Line, ...]

    def count(self, verdict: Verdict) -> int:
        """How many of the points have a verdict."""
        return sum(line.point.verdict == verdict for line in self.lines)


@dataclass(frozen=True, slots=True)
class ScoreView:
    """The projects that are judged, and all of them as one."""

    whole: Sheet
    projects: tuple[Sheet, ...]


def score_view(plan: Plan, codes: frozenset[str], documents: Sequence[str] = ()) -> ScoreView:
    """The points whose rules were selected, of some projects or of all that are not closed. UserError without any."""
    if not any(check.code in codes for check in CHECKS):
        raise UserError("none of these rules is one of the 14 points", "`pmctl check --select PM8xx --score` has all")
    for document in documents:
        if not isinstance(plan.workspace.documents.get(document), Project):
            raise UserError(f"`{terminal(document)}` is a product: schedule quality is judged of projects")
    found = tuple(score_of(plan, document) for document in documents) or scores(plan)
    if not found:
        raise UserError("no project is open here", "schedule quality is judged of projects; `pmctl init` starts one")
    titles = plan.workspace.documents
    sheets = tuple(_sheet(plan, score, titles[score.id].title, codes) for score in found)
    whole = _sheet(plan, together(found), f"All {len(found)} projects", codes) if len(found) > 1 else sheets[0]
    return ScoreView(whole, sheets)


def _sheet(plan: Plan, score: Score, title: str, codes: frozenset[str]) -> Sheet:
    pairs = zip(CHECKS, score.points, strict=True)
    return Sheet(score.id, title, tuple(_line(plan, check, point) for check, point in pairs if check.code in codes))


def _line(plan: Plan, check: Check, point: Point) -> Line:
    return Line(
        check, point, question(plan, check), _value(check, point), _threshold(check, point), _counted(check, point)
    )


def _value(check: Check, point: Point) -> str:
    if point.value is None:
        return ""
    if check.unit == "share":
        return _share(point.value)
    return f"{float(point.value):.2f}" if check.unit == "index" else f"{float(point.value):.0f}d"


def _threshold(check: Check, point: Point) -> str:
    if point.limit is None:
        return ""
    words = _share(point.limit) if check.unit == "share" else f"{float(point.limit):g}"
    words += "d" if check.unit == "days" else ""
    return f"{'≥' if check.least else '≤'} {words}"


def _share(value: Fraction) -> str:
    return print_share(value, 1).replace(".0%", "%")


def _counted(check: Check, point: Point) -> str:
    """How many of how many; the reason where there is no number."""
    if point.value is None or not check.of:
        return point.text
    return f"{point.part} of {point.whole} {check.of}{'' if point.whole == 1 else 's'}"


def sentence(sheet: Sheet) -> str:
    """`10 of 14 pass, 3 fail (2, 3, 7), 1 n/a (14)`."""
    words = [f"{sheet.count('pass')} of {len(sheet.lines)} pass"]
    if sheet.count("n/a") == len(sheet.lines):
        return f"{words[0]}: {sheet.lines[0].counted}"
    for verdict, said in (("fail", "fail"), ("report", "to look at"), ("n/a", "n/a")):
        numbers = _numbers(sheet.lines, verdict)
        if numbers:
            words.append(f"{len(numbers)} {said} ({', '.join(numbers)})")
    return ", ".join(words)


def _numbers(lines: Sequence[Line], verdict: str) -> list[str]:
    return [str(line.check.number) for line in lines if line.point.verdict == verdict]
