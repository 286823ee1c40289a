"""Why a date, for a terminal: the sentence, the chain as a tree in columns, what does not matter, what would help."""

from __future__ import annotations

import shlex
from collections.abc import Sequence
from dataclasses import dataclass

from pmctl import output
from pmctl.escape import cut, one_line, terminal, terminal_width, wrapped
from pmctl.insights.promises import say_promise
from pmctl.insights.reasons.causes import float_words, short
from pmctl.insights.reasons.chain import Fact, Step
from pmctl.insights.reasons.remedies import Remedy
from pmctl.insights.reasons.why import End
from pmctl.insights.relations import home_of
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_days
from pmctl.views.folding import folded
from pmctl.views.why.view import LatePromise, Why, place

DEEPEST = 7
"""Steps that are indented one below the other; a longer chain stands in one column."""
WIDEST_ITEM = 30
LEAST_WORDS = 30
NARROWEST = 16
MOST_STEPS = 30
MOST_ENDS = 6
MOST_REMEDIES = 5
MOST_HARMS = 3


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the chain: the first of a step has its day, item and float."""

    day: str
    item: str
    words: str
    float: str
    place: str


def why_text(plan: Plan, why: Why, everything: bool = False, tried: bool = True) -> str:
    """The whole answer; with `everything` nothing is cut short."""
    parts = ["\n".join(_folded(why.headline, output.width()))]
    if why.chain.steps:
        parts.append(_chain_text(plan, why, everything))
    if why.ends:
        parts.append(_ends_text(plan, why.item.id, why.ends, everything))
    if tried and why.chain.steps and why.chain.steps[0].held.kind != "finished":
        parts.append(_remedies_text(plan, why, everything))
    return "\n\n".join(parts)


def _folded(text: str, room: int) -> list[str]:
    """A text from a plan on lines that fit."""
    return wrapped(terminal(text), max(room, NARROWEST)) or [""]


# --- the chain --------------------------------------------------------------------------------------------------------


def _chain_text(plan: Plan, why: Why, everything: bool) -> str:
    home = home_of(why.item)
    steps = why.chain.steps
    shown = steps if everything or len(steps) <= MOST_STEPS else steps[:MOST_STEPS]
    indent = 2 if len(shown) <= DEEPEST else 0
    branches = ["", *(" " * (indent * depth) + "└ " for depth in range(len(shown) - 1))]
    lines = [
        line for branch, step in zip(branches, shown, strict=True) for line in _step_lines(plan, step, branch, home)
    ]
    text = _laid_out([Line("day", "item", "why", "float", "where"), *lines])
    if len(shown) < len(steps):
        text.append(f"  … and {len(steps) - len(shown)} more down to {terminal(steps[-1].item)}: `--all`")
    text += [_aside(plan, fact) for fact in why.chain.aside]
    return "\n".join(text)


def _step_lines(plan: Plan, step: Step, branch: str, home: str) -> list[Line]:
    """What holds it (with how long it takes) on the first line, then what makes it longer."""
    length = [fact.text for fact in step.facts if fact.kind == "length"]
    off = [fact.text for fact in step.facts if fact.kind in ("holiday", "day-off")]
    starts = " starts" if step.side == "start" else ""
    first = Line(
        print_date(step.day, plan.today),
        cut(branch + terminal(short(plan, step.item, home) + starts), min(WIDEST_ITEM, output.width() * 3 // 8)),
        " · ".join([*length, step.held.text]),
        float_words(plan, step.total_float),
        place(plan, step.held.span),
    )
    others = [fact for fact in step.facts if fact.kind not in ("length", "holiday", "day-off")]
    lines = [Line("", "", fact.text + effect_words(plan, fact), "", place(plan, fact.span)) for fact in others]
    return [first, *([Line("", "", "; ".join(off), "", "")] if off else []), *lines]


def effect_words(plan: Plan, fact: Fact) -> str:
    """`: +3d` where a fact moves the finish of its task."""
    return f": {print_days(fact.effect, plan.workspace.units)}" if fact.effect else ""


def _laid_out(lines: Sequence[Line]) -> list[str]:
    """The lines in columns, the first one their titles; places that have no room beside the words stand behind them."""
    days, items, floats, places = (
        max(terminal_width(part) for part in parts)
        for parts in zip(*((line.day, line.item, line.float, line.place) for line in lines), strict=True)
    )
    room = output.width() - 2 - days - 2 - items - 2 - floats - 2
    beside = room - places - 2 >= LEAST_WORDS
    longest = max(terminal_width(line.words) for line in lines) + (0 if beside else places + 3)
    words = min(max(room - places - 2 if beside else room, NARROWEST), longest)
    text = []
    for line in lines:
        said = line.words if beside or not line.place or line is lines[0] else f"{line.words} ({line.place})"
        first, *more = _folded(said, words)
        lead = f"  {_padded(line.day, days)}  {_padded(line.item, items)}  "
        end = f"  {' ' * (floats - len(line.float))}{line.float}" if floats else ""
        tail = output.paint(f"  {line.place}", "dim") if beside and line.place else ""
        whole = f"{lead}{_padded(first, words)}{end}{tail}".rstrip()
        text.append(output.paint(whole, "dim") if line is lines[0] else whole)
        text += [" " * _margin(part, terminal_width(lead)) + part for part in more]
    return text


def _margin(text: str, wanted: int) -> int:
    """Columns before a text: as many as wanted, fewer where it (a long place) would not fit the line."""
    return min(wanted, max(4, output.width() - terminal_width(text)))


def _padded(text: str, width: int) -> str:
    return text + " " * max(0, width - terminal_width(text))


def _aside(plan: Plan, fact: Fact) -> str:
    where = place(plan, fact.span)
    said = f"{fact.text}{f' ({where})' if where else ''}, which does not matter here"
    return "\n".join(output.paint(line, "dim") for line in folded(said, "  ", "    "))


# --- ends and remedies ------------------------------------------------------------------------------------------------


def _ends_text(plan: Plan, document: str, ends: Sequence[End], everything: bool) -> str:
    """What nothing else of the document waits for, and how much float each has."""
    shown = ends if everything else ends[:MOST_ENDS]
    rows: list[output.Row] = [
        [
            short(plan, end.item, document),
            print_date(end.day, plan.today),
            output.Cell(float_words(plan, end.total_float), "red" if end.total_float < 0 else ""),
        ]
        for end in shown
    ]
    table = output.table((output.Column("Ends"), output.Column("forecast"), output.Column("float", True)), rows)
    more = f"\n  … and {len(ends) - len(shown)} more: `--all`" if len(shown) < len(ends) else ""
    return table + more


def _remedies_text(plan: Plan, why: Why, everything: bool) -> str:
    """The changes in columns: words, new day, gain, on time, what ends later for it; below each what tries it."""
    if not why.remedies:
        return "Nothing that was tried brings it forward by a day."
    shown = why.remedies if everything else why.remedies[:MOST_REMEDIES]
    rows = [(remedy, [terminal(cell) for cell in _remedy_cells(plan, remedy)]) for remedy in shown]
    titles = ("What would help", "forecast", "gain", "")
    table = [titles, *(cells for _, cells in rows)]
    widths = [max(terminal_width(cells[column]) for cells in table) for column in range(4)]
    widths[0] = min(widths[0], max(30, output.width() - 6 - sum(widths[1:]) - 4))
    named = "  ".join(_padded(title, width) for title, width in zip(titles, (widths[0] + 2, *widths[1:]), strict=True))
    lines = [output.paint(named.rstrip(), "heading")]
    for remedy, (text, *facts) in rows:
        first, *more = wrapped(text, widths[0])
        cells = "  ".join(_padded(cell, width) for cell, width in zip(facts, widths[1:], strict=True))
        lines += [f"  {_padded(first, widths[0])}  {cells}".rstrip(), *(f"    {part}" for part in more)]
        lines += [f"    later for it: {terminal(_harms(remedy))}"] if remedy.harms else []
        lines.append(output.paint(f"    {terminal(command(remedy))}", "dim"))
    rest = len(why.remedies) - len(shown)
    return "\n".join([*lines, *([f"  … and {rest} more that help: `--all`"] if rest else [])])


def _remedy_cells(plan: Plan, remedy: Remedy) -> list[str]:
    on_time = "on time" if remedy.on_time else ""
    return [remedy.text, print_date(remedy.day, plan.today), f"-{remedy.days}d", on_time]


def _harms(remedy: Remedy) -> str:
    rest = f" and {len(remedy.harms) - MOST_HARMS} more" if len(remedy.harms) > MOST_HARMS else ""
    return ", ".join(f"{harm.item} +{harm.days}d" for harm in remedy.harms[:MOST_HARMS]) + rest


def command(remedy: Remedy) -> str:
    """What tries a change: `pmctl whatif --set checkout/api.effort=10d`."""
    settings = (shlex.quote(edit.request) for edit in remedy.edits)
    return "pmctl whatif " + " ".join(f"--set {setting}" for setting in settings)


# --- promises that are late -------------------------------------------------------------------------------------------

_LATE = (
    output.Column("Late", least=12),
    output.Column("promised", least=10),
    output.Column("forecast", least=10),
    output.Column("", True, 4),
    output.Column("because", least=16),
)


def late_text(plan: Plan, late: Sequence[LatePromise], document: str = "") -> str:
    """A line for each promise (of a document) that is late, with the root of its chain."""
    if not late:
        return f"{all_hold(document)}: nothing is expected later than it was promised."
    rows: list[output.Row] = [
        [
            one.item.id,
            say_promise(plan, one.item),
            print_date(one.forecast, plan.today),
            output.Cell(f"+{one.days}d", "red"),
            root_words(one),
        ]
        for one in late
    ]
    return output.table(_LATE, rows) + "\n`pmctl why ITEM` has the whole chain and what would help."


def all_hold(document: str) -> str:
    """`Every promise of shop holds`."""
    return f"Every promise of {terminal(document)} holds" if document else "Every promise holds"


def root_words(late: LatePromise) -> str:
    """The last step of the chain: `legal/slot: not before Mon 16 Mar`."""
    return one_line(f"{late.root.item}: {late.root.held.text}") if late.root is not None else ""
