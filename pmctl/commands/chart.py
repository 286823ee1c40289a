"""`pmctl chart`: a picture of a plan, by name."""

from __future__ import annotations

from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING, NoReturn

import click

from pmctl import output
from pmctl.audience import Audience, seen_by
from pmctl.charts import CHARTS, Chart
from pmctl.charts.drawing import FORMATS, Drawing, Request, printed
from pmctl.commands.calling import completing, options, past, simulating
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.model.item import Item
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.views.blame.words import cut_note
from pmctl.views.find import close, find_item

if TYPE_CHECKING:
    from pmctl.history import Past


def _complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The pictures that begin so, for the shell."""
    return [chart.name for chart in CHARTS if chart.name.startswith(incomplete)]


@click.command("chart")
@click.argument("name", required=False, shell_complete=_complete)
@click.argument("item", required=False, shell_complete=completing.items)
@click.option("--list", "list_", is_flag=True, help="Every picture there is.")
@click.option("--format", "format_", type=click.Choice(FORMATS), help="How it is drawn (else by the file's ending).")
@simulating.options
@past.options
@options.audience
@options.file
@options.shared
def command(
    call: options.Call,
    name: str | None,
    item: str | None,
    list_: bool,
    format_: str | None,
    draws: simulating.Draws,
    back: past.Back,
    audience: Audience,
    file: str | None,
    check: bool,
) -> int:
    """Draw the picture NAME of ITEM; without ITEM of the only project, over time of all projects together.

    Pictures over time (`milestone-trend`, `burn-up`, `cumulative-flow`, `planned-value`, `health`) are read from the
    commits of the main line: the state at the last revision of each day, by the rules of today. `burndown` and
    `cycle-time` make do with the dates of the tasks where there are no commits.

    \b
    pmctl chart --list
    pmctl chart forecast checkout/launch -o launch.svg
    pmctl chart objectives shop --audience client -o objectives.svg
    pmctl chart tornado checkout/launch -o drivers.png
    pmctl chart milestone-trend checkout --since 2026-01-05 -o trend.svg
    """
    if list_:
        output.write(output.table(_COLUMNS, [[chart.name, chart.command, chart.title] for chart in _for(audience)]))
        return 0
    chart = _chart(name)
    _refuse_others(chart, audience)
    request = _over_time(call, back, item, chart) if chart.over_time else _of_today(call, back, draws, item, chart)
    request = _seen(request, audience)
    drawing: Drawing = import_module(f"pmctl.charts.{chart.module}").draw(request)
    format = format_ or options.format_of(file, FORMATS)
    return output.deliver(printed(drawing, format, output.width()), file, check)


_COLUMNS = (output.Column("Picture"), output.Column("Command", least=20), output.Column("Shows", least=20))


def _of_today(call: options.Call, back: past.Back, draws: simulating.Draws, item: str | None, chart: Chart) -> Request:
    """What a picture of the plan as it is asks for."""
    if back.since is not None or back.until is not None:
        raise UserError("this picture is of one day", "`--at` says of which revision; `pmctl chart --list` has others")
    plan = options.open_plan(call)
    if chart.of_all:
        scope = find_item(plan, item) if item else None
    else:
        scope = simulating.checked_item(find_item(plan, item)) if item else _only_project(plan)
    return Request(plan, scope, lambda: simulating.simulated(plan, call.level, draws)[0])


def _over_time(call: options.Call, back: past.Back, item: str | None, chart: Chart) -> Request:
    """What a picture over time asks for."""
    found = _past(call, back, chart)
    plan = found.end.plan if found is not None else options.open_plan(call)
    if found is not None and found.line.is_cut:
        output.note(cut_note(found.line.stops[0].day, plan.today))

    def simulate() -> NoReturn:
        raise UserError("the past is not simulated")

    projects = [one for one in plan.workspace.documents.values() if isinstance(one, Project)]
    scope = find_item(plan, item) if item else projects[0] if len(projects) == 1 else None
    return Request(plan, scope, simulate, found)


def _past(call: options.Call, back: past.Back, chart: Chart) -> Past | None:
    """The history of the plan; None where there is none, for a picture that dates are enough for."""
    try:
        return past.opened(call, back)
    except UserError:
        if not chart.by_dates or back.since is not None or back.until is not None:
            raise
        return None


def _chart(name: str | None) -> Chart:
    """The picture of that name; UserError for one that there is not, or that another command draws."""
    drawn = {chart.name: chart for chart in CHARTS}
    if name is None:
        raise UserError("`pmctl chart` wants the name of a picture", "`pmctl chart --list` names them")
    found = drawn.get(name)
    if found is None:
        hint = "`pmctl chart --list` names them"
        raise UserError(f"there is no picture `{terminal(name[:40])}`.{close(name, drawn)}", hint)
    if not found.module:
        raise UserError(f"the {name} has a command of its own", f"`{found.command}`")
    return found


def _for(audience: Audience) -> list[Chart]:
    """The pictures that are for a reader."""
    return [chart for chart in CHARTS if audience in chart.audiences]


def _refuse_others(chart: Chart, audience: Audience) -> None:
    """UserError for a picture that is not for this reader."""
    if audience not in chart.audiences:
        names = ", ".join(one.name for one in _for(audience))
        raise UserError(f"the picture `{chart.name}` is not for `--audience {audience}`", f"pictures that are: {names}")


def _seen(request: Request, audience: Audience) -> Request:
    """The same for a reader; UserError for a picture of something that they may not see."""
    request = replace(request, audience=audience)
    if request.item is not None and not request.seen(request.item):
        id = terminal(request.item.id)
        raise UserError(f"there is no item `{id}`{seen_by(audience)}")
    return request


def _only_project(plan: Plan) -> Item:
    """The project that is meant where none is named; UserError where there are several, or none."""
    projects = [one for one in plan.workspace.documents.values() if isinstance(one, Project)]
    if len(projects) == 1:
        return projects[0]
    if not projects:
        raise UserError("this plan has no project to draw")
    names = ", ".join(terminal(one.id) for one in projects[:12])
    raise UserError("say of what: this plan has several projects", f"`pmctl chart NAME ITEM`; projects: {names}")
