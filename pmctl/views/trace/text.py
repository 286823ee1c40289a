"""The chain of an item for a terminal: stage by stage, then what is missing."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator

from pmctl import output
from pmctl.escape import one_line
from pmctl.insights.tracing.stages import STAGES, Stage
from pmctl.model.item import Item
from pmctl.model.product import Feedback
from pmctl.views.folding import folded
from pmctl.views.outcomes import customers_text
from pmctl.views.page.lines import MOST, rows_of
from pmctl.views.trace.overview import Line, Overview
from pmctl.views.trace.view import OUTCOME, TITLES, Chain, Row

_COUNTED: tuple[tuple[Stage, str, str], ...] = (
    ("feature", "feature", "features"),
    ("work", "piece of work", "pieces of work"),
    ("release", "release", "releases"),
    ("measure", "measure", "measures"),
    ("objective", "objective", "objectives"),
)
_COLUMNS = (
    output.Column("Feature", least=20),
    output.Column("Status"),
    output.Column("Customers", right=True, least=9, spare=1),
    output.Column("Findings", right=True, spare=1),
    output.Column("Work", least=16, spare=4, lines=9),
    output.Column("Release", spare=3),
    output.Column("Measured by", least=14, spare=2, lines=9),
    output.Column("Gaps", least=16, lines=9),
)
_GAPS = 7


def chain_text(found: Chain) -> str:
    """The way of an item; a stage that is not reached is left out, and named among the gaps."""
    item = found.trace.item
    head = f"{output.paint(one_line(item.title), 'bold')}  {item.id}  {item.kind}"
    sections = ["\n".join([head, *(folded(sentence) if (sentence := said(found)) else ())])]
    sections += [_stage(found, stage) for stage in STAGES if stage in found.rows]
    sections += [_named(OUTCOME, found.outcomes.items()), _gaps(found)]
    if len(found.trace.stages) == 1 and found.audience == "internal":
        sections.append("Nothing else is on its way.")
    return "\n\n".join(section for section in sections if section)


def said(found: Chain) -> str:
    """`2 customers and 3 findings → 1 feature → 2 pieces of work → 1 release → 1 measure`."""
    counts = {stage: len(rows) for stage, rows in found.rows.items()}
    voices = [
        *([customers_text(found.asked)] if found.asked.customers else []),
        *([_count(counts["finding"], "finding", "findings")] if counts.get("finding") else []),
    ]
    steps = [" and ".join(voices)] if voices and found.audience == "internal" else []
    steps += [_count(counts[stage], one, many) for stage, one, many in _COUNTED if stage in counts]
    return " → ".join(steps) if len(steps) > 1 else ""


def _count(number: int, one: str, many: str) -> str:
    return f"{number} {one if number == 1 else many}"


def _stage(found: Chain, stage: Stage) -> str:
    rows = found.rows[stage]
    shown = rows_of((one.item.id, _line(one, stage)) for one in rows[:MOST])
    rest = f"\n  … and {len(rows) - MOST} more: `--json`" if len(rows) > MOST else ""
    return f"{output.paint(TITLES[stage], 'heading')}\n{shown}{rest}"


def _line(row: Row, stage: Stage) -> str:
    """What an item is, when, how it stands; of a measure what its readings say."""
    parts = (row.state or row.what,) if stage == "measure" else (row.what, row.when, row.state)
    return " · ".join(part for part in parts if part)


def _gaps(found: Chain) -> str:
    return _named("Gaps", ((id, ", ".join(lacks)) for id, lacks in found.gaps.items()))


def _named(title: str, rows: Iterable[tuple[str, str]]) -> str:
    """Items and what is said of them, under a heading; nothing without any."""
    shown = rows_of(rows)
    return f"{output.paint(title, 'heading')}\n{shown}" if shown else ""


def overview_text(found: Overview) -> str:
    """Every feature in a line with what is on its way, then the evidence that leads nowhere."""
    if not found.lines and not found.loose:
        return "No feature to trace."
    rows = [_cells(one) for one in found.lines]
    said_of = [place for place in range(len(_COLUMNS)) if place < 2 or any(str(row[place]) for row in rows)]
    shown = [[output.Cell(row[place], "amber" if place == _GAPS else "") for place in said_of] for row in rows]
    parts = [output.table([_COLUMNS[place] for place in said_of], shown)] if rows else []
    parts += [*_loose(found), *_counted(found)]
    return "\n\n".join(parts)


def _counted(found: Overview) -> Iterator[str]:
    """`12 features: 3 no evidence, 1 no outcome`."""
    lacks = Counter(gap for line in found.lines for gap in line.gaps)
    if found.lines:
        gaps = ", ".join(f"{number} {gap}" for gap, number in lacks.items())
        yield "\n".join(folded(_count(len(found.lines), "feature", "features") + (f": {gaps}" if gaps else "")))


def _cells(line: Line) -> list[str]:
    return [
        line.feature.id,
        line.feature.status,
        str(line.asked.customers or ""),
        str(line.findings or ""),
        ", ".join(line.work),
        line.release,
        ", ".join(line.measures),
        ", ".join(line.gaps),
    ]


def _loose(found: Overview) -> Iterator[str]:
    """Evidence and metrics without a feature."""
    rows = ((item.id, f"{', '.join(lacks)}: {_words(item)}") for item, lacks in found.loose)
    shown = _named("Without a feature", rows)
    if shown:
        yield shown


def _words(item: Item) -> str:
    return one_line(item.text if isinstance(item, Feedback) and item.text else item.title)
