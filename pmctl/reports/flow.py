"""How work flows: how long it takes, how old what is in progress is, how much is finished, and by when the rest is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import timedelta
from fractions import Fraction

from pmctl.charts import cycle_time
from pmctl.diagnostic import UserError
from pmctl.history import Past
from pmctl.history.flow import pieces_from_history
from pmctl.insights.flow.forecast import FEW, RUNS, SEED, resampled
from pmctl.insights.flow.measures import EXPECTED, RANKS, Flow, Spread, flow_of
from pmctl.insights.flow.pieces import Piece, pieces_by_dates
from pmctl.insights.teams import names_on
from pmctl.model.project import Project
from pmctl.quantity import print_date, print_share
from pmctl.reports.paper import Column, Fact, Paper, Request, Section
from pmctl.reports.sections import sprints
from pmctl.reports.sections.reader import counted
from pmctl.reports.status_lists import Line, iso

NAMED = 5
"""Tasks that a sentence names."""
_NOTHING_DONE = "what is finished: `pmctl done ITEM`"


def view(request: Request) -> Paper:
    """The flow of a project, or of all of them together."""
    projects = _projects(request)
    past = _past(request)
    pieces, source = _pieces(request, projects, past)
    flow = flow_of(pieces, request.plan.today)
    title = request.document.title if request.document is not None else request.plan.workspace.title
    drawing = cycle_time.drawing_of(pieces, title, request.plan.today)
    return Paper(
        f"{title}: flow",
        _headline(flow, pieces),
        _facts(flow, source),
        (
            _times(flow, pieces),
            Section("scatter", "How long each took", drawing=drawing),
            _ages(request, flow),
            _throughput(flow),
            _balance(flow),
            sprints.finished_sprints(request, projects, past),
            _forecast(request, flow),
        ),
        tuple(_missing(flow)),
    )


def _missing(flow: Flow) -> Iterator[str]:
    """What dates alone do not say, and days that nobody typed."""
    if flow.lead is None and flow.cycle is not None:
        yield "lead time and flow efficiency: when work was added, and how long it was blocked, is read from git"
    undated = [one.piece.id for one in flow.ages if one.age is None]
    if undated:
        yield f"since when it is in progress: `started` of {', '.join(undated[:NAMED])}"


def _projects(request: Request) -> list[Project]:
    documents = request.plan.workspace.documents.values()
    meant = documents if request.document is None else [request.document]
    return [one for one in meant if isinstance(one, Project)]


def _past(request: Request) -> Past | None:
    """The history of the plan; None where there is none."""
    try:
        return request.past()
    except UserError:
        return None


def _pieces(request: Request, projects: Sequence[Project], past: Past | None) -> tuple[tuple[Piece, ...], str]:
    """The work, and where that is known from: the history of the plan where there is one, else its dates."""
    if past is None:
        return pieces_by_dates(request.plan, projects), "the dates of the tasks: git has no history of them"
    known = [stop.day for stop in past.line.stops if stop.day <= request.plan.today]
    if not known:
        return pieces_by_dates(request.plan, projects), "the dates of the tasks: their history begins later"
    since = print_date(min(known), request.plan.today)
    return pieces_from_history(past, projects), f"{counted(len(known), 'revision')} since {since}, and dates"


def _headline(flow: Flow, pieces: Sequence[Piece]) -> str:
    if flow.cycle is None:
        return f"{_done_without_days(pieces)}; {counted(len(flow.ages), 'task')} in progress."
    late = sum(one.is_late for one in flow.ages)
    older = f"{late} of {len(flow.ages)} in progress {'is' if late == 1 else 'are'} older"
    return f"{EXPECTED}% of what is finished took at most {_days(flow.cycle.at(EXPECTED))}; {older}."


def _done_without_days(pieces: Sequence[Piece]) -> str:
    """Why nothing is known of how long work takes."""
    done = sum(one.category == "done" for one in pieces)
    if not done:
        return "Nothing is finished yet"
    those = "of none is it known when it began and ended" if done > 1 else "nobody wrote when it began and ended"
    return f"{counted(done, 'task')} {'is' if done == 1 else 'are'} finished, and {those}"


def _days(number: int) -> str:
    return counted(number, "day")


def _facts(flow: Flow, source: str) -> tuple[Fact, ...]:
    expected = flow.cycle.at(EXPECTED) if flow.cycle is not None else None
    promise: tuple[Fact, ...] = ()
    if expected is not None:
        promise = (("Service level", f"{EXPECTED}% within {_days(expected)}", "text"),)
    return (
        ("Read from", source, "text"),
        *promise,
        ("In progress", len(flow.ages), "number"),
        ("Not finished", flow.open, "number"),
    )


# --- sections ---------------------------------------------------------------------------------------------------------


def _times(flow: Flow, pieces: Sequence[Piece]) -> Section:
    rows = [
        *_time_row("cycle-time", "Cycle time: start to finish", flow.cycle),
        *_time_row("lead-time", "Lead time: in the plan to finish", flow.lead),
    ]
    ranks = (Column(f"p{rank}", f"{rank}%", "number") for rank in RANKS)
    columns = (
        Column("name", "Calendar days"),
        Column("count", "Tasks", "number"),
        *ranks,
        Column("mean", "Mean", "number"),
    )
    is_any_done = any(one.category == "done" for one in pieces)
    lacks = "when what is done began and ended: `started`, `finished`" if is_any_done else _NOTHING_DONE
    return Section("times", "How long work takes", columns, tuple(rows), missing=lacks)


def _time_row(key: str, name: str, spread: Spread | None) -> list[Line]:
    if spread is None:
        return []
    ranks = {f"p{rank}": spread.at(rank) for rank in RANKS}
    return [{"id": key, "name": name, "count": len(spread.days), **ranks, "mean": _rounded(spread.mean)}]


def _ages(request: Request, flow: Flow) -> Section:
    rows: list[Line] = [
        {
            "id": one.piece.id,
            "name": one.piece.name,
            "who": ", ".join(names_on(request.plan, one.piece.id)),
            "category": one.piece.category,
            "started": iso(one.piece.started),
            "age": one.age,
            "note": f"older than {EXPECTED}% took" if one.is_late else "",
        }
        for one in flow.ages
    ]
    columns = (
        Column("name", "In progress"),
        Column("who", "Who"),
        Column("category", "State"),
        Column("started", "Since", "day"),
        Column("age", "Days", "number"),
        Column("note", "Note"),
    )
    return Section(
        "ages", "How old work in progress is", columns, tuple(rows), missing="what is in progress: `pmctl start ITEM`"
    )


def _throughput(flow: Flow) -> Section:
    """What was finished week by week, zeros too."""
    rows: list[Line] = []
    monday = flow.first - timedelta(days=flow.first.weekday())
    while monday <= flow.last and any(flow.counts):
        place = (monday - flow.first).days
        number = sum(flow.counts[max(place, 0) : place + 7])
        rows.append({"week": f"W{monday.isocalendar().week}", "first": iso(monday), "finished": number})
        monday += timedelta(weeks=1)
    columns = (Column("week", "Week"), Column("first", "From", "day"), Column("finished", "Finished", "number"))
    return Section("throughput", "How much is finished", columns, tuple(rows))


def _balance(flow: Flow) -> Section:
    """Little's law beside what was measured, and how much of the time was work."""
    text = []
    if flow.little is not None and flow.cycle is not None:
        text.append(
            f"{_rounded(flow.mean_in_progress):g} in progress on an average day and {_rounded(flow.throughput, 2):g} "
            f"finished a day make {_rounded(flow.little):g} days for one (Little's law); those that are finished took "
            f"{_rounded(flow.cycle.mean):g} on average."
        )
    if flow.efficiency is not None:
        text.append(
            f"Flow efficiency {print_share(flow.efficiency, 0)}: the rest of the days, finished work was blocked."
        )
    return Section("balance", "What holds it together", text=tuple(text))


def _forecast(request: Request, flow: Flow) -> Section:
    """By when all that is open is finished, when the days to come are like those that were."""
    found = resampled(flow.counts, flow.open) if flow.open else None
    if found is None:
        return Section("forecast", "By when the rest is finished")
    rows: list[Line] = [{"share": f"{rank}%", "date": iso(found.by(request.plan.today, rank))} for rank in RANKS]
    note = f"{counted(flow.open, 'task')}, daily throughput of {_span(flow)} drawn again {RUNS:,} times (seed {SEED})."
    rough = f" Low confidence: fewer than {FEW} days or finished tasks to draw from." if found.is_rough else ""
    columns = (Column("share", "Of the runs"), Column("date", "Finished by", "day"))
    return Section("forecast", "By when the rest is finished", columns, tuple(rows), (note + rough,))


def _span(flow: Flow) -> str:
    return f"the last {_days(len(flow.counts))}"


def _rounded(value: Fraction, digits: int = 1) -> float:
    return round(float(value), digits)
