"""Everything that follows, gathered: lines by topic, the ones that matter first, as many as a first look can take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from pmctl.views.diff.dated import date_lines, product_lines
from pmctl.views.diff.line import Line, Topic
from pmctl.views.diff.measured import finding_lines, health_lines, money_lines, odds_lines, path_lines, people_lines
from pmctl.views.diff.planned import planned_lines
from pmctl.views.diff.view import Difference
from pmctl.views.summary import new_errors, summary
from pmctl.views.words import NAMED, some

MOST = {"dates": 8, "product": 8, "people": 6, "money": 6, "path": 4, "health": 8, "odds": 8, "findings": 8}
"""Lines of a topic that a first look shows."""


@dataclass(frozen=True, slots=True)
class Gathered:
    """The lines of a topic; `rest` says how many more there are."""

    topic: Topic
    lines: tuple[Line, ...]
    rest: int = 0


def gathered(found: Difference, everything: bool = False) -> tuple[Gathered, ...]:
    """The topics that hold anything, in their order; `everything` cuts none."""
    topics: Sequence[tuple[Topic, tuple[Line, ...]]] = (
        ("dates", tuple(date_lines(found))),
        ("product", (*planned_lines(found), *product_lines(found))),
        ("people", tuple(people_lines(found, everything))),
        ("money", tuple(money_lines(found))),
        ("path", tuple(path_lines(found))),
        ("health", tuple(health_lines(found))),
        ("odds", tuple(odds_lines(found))),
        ("findings", tuple(finding_lines(found))),
    )
    return tuple(Gathered(topic, lines) if everything else _cut(topic, lines) for topic, lines in topics if lines)


def _cut(topic: Topic, lines: tuple[Line, ...]) -> Gathered:
    """As many lines as fit, those that matter before others; one line is never cut for a line that says so."""
    most = MOST[topic]
    if len(lines) <= most + 1:
        return Gathered(topic, lines)
    first = sorted(range(len(lines)), key=lambda place: (not lines[place].matters, place))[:most]
    return Gathered(topic, tuple(lines[place] for place in sorted(first)), len(lines) - most)


def headline(found: Difference) -> str:
    """What follows in one sentence, for whoever reads no further."""
    if found.follows.is_nothing:
        return "Nothing follows: no date, no promise, no cost and nobody's load changes."
    return new_errors(found) + "; ".join((*summary(found), *_judged(found))) + "."


def _judged(found: Difference) -> Iterator[str]:
    """What became of budgets, risks, the critical path and the health of documents."""
    follows = found.follows
    if follows.budgets:
        yield f"another budget of {some([one.document for one in follows.budgets], NAMED)}"
    risks = list(dict.fromkeys(one.risk for one in follows.exposures))
    if risks:
        yield f"something else expected of {some(risks, NAMED)}"
    if follows.moves and not found.wanted:
        yield f"critical path {'changed' if follows.path.joined or follows.path.left else 'unchanged'}"
    levels = [f"{one.document} {one.was} → {one.now}" for one in follows.health if not one.dimension]
    if levels:
        yield some(levels, NAMED)
