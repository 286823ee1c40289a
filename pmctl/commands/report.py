"""`pmctl report`: something to hand out, for ourselves, a client or the public."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from typing import TYPE_CHECKING

import click

from pmctl import output
from pmctl.audience import Audience
from pmctl.commands.calling import completing, options, past, reporting
from pmctl.diagnostic import Diagnostic, UserError
from pmctl.escape import terminal
from pmctl.files import write_files
from pmctl.model.item import Item
from pmctl.plan import Plan
from pmctl.quantity import Unreadable, every
from pmctl.render import OWN_FOLDER, built_in_names, built_in_text, own_names, position_of, sink_of
from pmctl.reports import PRINTED, REPORTS, Report, in_columns
from pmctl.reports.paper import Request
from pmctl.reports.writing import FORMATS, Made, make, written
from pmctl.views.find import close, find_document, find_item

NAMED = 12
"""Things that a hint names; of more it says how many."""
_SINKS = {"html": "html", "svg": "html", "markdown": "md", "text": "text"}

if TYPE_CHECKING:
    from pmctl.history import Past


def _complete(_context: click.Context, _parameter: click.Parameter, incomplete: str) -> list[str]:
    """The reports that begin so, for the shell."""
    return [report.name for report in REPORTS if report.name.startswith(incomplete)]


@click.command("report")
@click.argument("name", required=False, shell_complete=_complete)
@click.argument("document", required=False, shell_complete=completing.items)
@click.option("--list", "list_", is_flag=True, help="Name the reports there are.")
@click.option("--since", metavar="AGE|DATE", help="What counts as news: `7d`, `2w` or a day (7d; standup 1d).")
@click.option("--template", metavar="FILE", help="A template of the folder `templates/` instead of the report's own.")
@click.option("--copy-template", metavar="REPORT", help="Write a report's templates to `templates/` to start from.")
@reporting.options
@options.formats(*FORMATS)
@options.baseline
@options.audience
@options.file
@options.shared
def command(
    call: options.Call,
    name: str | None,
    document: str | None,
    list_: bool,
    since: str | None,
    template: str | None,
    copy_template: str | None,
    asked: reporting.Asked,
    format: str,
    fields: tuple[str, ...] | None,
    baseline: str | None,
    audience: Audience,
    file: str | None,
    check: bool,
) -> int:
    """Write report NAME, of DOCUMENT or of all plans; `--list` names them all.

    \b
    pmctl report status checkout
    pmctl report charter checkout        who agreed, and how complete the plan is
    pmctl report closure checkout        what is still open, each with its place
    pmctl report standup ana             what somebody, or a team, tells today
    pmctl report change-order cr-2       what a change request does, computed
    pmctl report brief shop --audience public -o shop.html
    pmctl report status checkout --audience client -o status.html
    pmctl report status -o out/          status.html, status.md and timeline.svg
    """
    if list_ or (name is None and copy_template is None):
        return _list(format)
    if copy_template is not None:
        return _copy(call, _report(copy_template))
    report = _report(name or "")
    plan = options.open_plan(call, baseline=baseline)
    request = _request(call, plan, report, document, audience, _since(since or report.since, plan.today))
    request = reporting.as_asked(call, report, request, asked)
    if file and _is_folder(file):
        return _folder(report, make(report, request), plan, Path(file), check)
    made = make(report, request, "" if file else options.revision(plan))
    form = template or ("" if format == "json" else _template(plan, report, format))
    format = _format_of(plan, template) if template else format
    made = replace(made, view=options.chosen(dict(made.view), fields)) if format == "json" else made
    text, found = written(made, format, form, output.width(), plan.loaded.folder)
    deliver = output.deliver_text if format == "text" else output.deliver
    return _say(found, plan) or deliver(text, file, check)


def _request(
    call: options.Call, plan: Plan, report: Report, named: str | None, audience: Audience, since: date
) -> Request:
    """What a report is asked for; UserError where it is not about what was named, or wants something to be named."""

    def open_past() -> Past:
        return past.opened(call, past.Back(None, None, True))

    found = _about(plan, report, named)
    if found is None or found.kind in ("project", "product", "workspace"):
        return Request(plan, plan.workspace.documents.get(found.id) if found else None, audience, since, open_past)
    return Request(plan, plan.workspace.documents.get(found.document), audience, since, open_past, found)


def _about(plan: Plan, report: Report, named: str | None) -> Item | None:
    """The document or item that a report is about; None for all of them, which the workspace's id means too."""
    if named is None or (report.whole and named == plan.workspace.id and named not in plan.workspace.documents):
        return None if report.whole else _only(plan, report)
    found = find_document(plan, named) if {*report.of} <= {"project", "product"} else find_item(plan, named)
    if found.kind not in report.of:
        raise UserError(
            f"`{terminal(found.id)}` is a {found.kind}; this report is of a {_kinds(report)}", _choices(plan, report)
        )
    return found


def _only(plan: Plan, report: Report) -> Item:
    """What is meant where nothing is named: the only one that the report could be about."""
    fitting = [one for one in plan.workspace.items.values() if one.kind in report.of]
    if len(fitting) == 1:
        return fitting[0]
    kinds = _kinds(report)
    if not fitting:
        raise UserError(f"this plan has no {kinds} to report on")
    raise UserError(f"say of which {kinds}: `pmctl report {report.name} ID`", _choices(plan, report))


def _kinds(report: Report) -> str:
    """The kinds that a report may be of: `project, product or person`."""
    *most, last = report.of
    return f"{', '.join(most)} or {last}" if most else last


def _choices(plan: Plan, report: Report) -> str:
    """What the report could be about, as a hint."""
    ids = [terminal(one.id) for one in plan.workspace.items.values() if one.kind in report.of]
    more = f" and {len(ids) - NAMED} more" if len(ids) > NAMED else ""
    return f"there {'is' if len(ids) == 1 else 'are'} {', '.join(ids[:NAMED])}{more}" if ids else ""


def _list(format: str) -> int:
    if format == "json":
        reports = [{"name": one.name, "title": one.title, "of": one.of, "audiences": one.audiences} for one in REPORTS]
        output.json({"schema": "pmctl/reports/1", "reports": reports})
        return 0
    rows = [{"name": report.name, "title": report.title} for report in REPORTS]
    columns = [{"key": key, "title": title, "form": "text"} for key, title in (("name", "Report"), ("title", "Says"))]
    output.write(in_columns.table(columns, rows, output.width(), 0))
    return 0


def _report(name: str) -> Report:
    for report in REPORTS:
        if report.name == name:
            return report
    names = [report.name for report in REPORTS]
    raise UserError(f"there is no report `{terminal(name[:80])}`.{close(name, names)}", f"reports: {', '.join(names)}")


def _format_of(plan: Plan, template: str) -> str:
    """What a template writes, by the ending of its name."""
    if template not in own_names(plan.loaded.folder) and template not in built_in_names():
        raise UserError(f"there is no template `{terminal(template[:80])}`", f"templates are files in `{OWN_FOLDER}/`")
    return _SINKS[sink_of(template)]


def _template(plan: Plan, report: Report, format: str) -> str:
    """The template of a report: the workspace's own, else the built-in one."""
    own = report.own(format)
    return own if own in own_names(plan.loaded.folder) else report.built_in(format)


def _since(text: str, today: date) -> date:
    """The day after which something is news: an age before today, or a day."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return _days_ago(text, today)
    if day > today:
        raise UserError(f"--since `{day}` is still ahead: today is {today}", "news counts from a day that has passed")
    return day


def _days_ago(text: str, today: date) -> date:
    try:
        age = every(text)
    except Unreadable:
        raise UserError(
            f"--since `{terminal(text[:40])}` is neither an age nor a day", "write `7d`, `2w` or `2026-02-01`"
        ) from None
    return today - timedelta(days=min(age.days, 36_500, today.toordinal() - 1))


def _is_folder(file: str) -> bool:
    return file.endswith(("/", "\\")) or Path(file).is_dir()


def _folder(report: Report, made: Made, plan: Plan, folder: Path, check: bool) -> int:
    """The report as a page and as Markdown, with its pictures beside them."""
    files: list[tuple[str, str]] = []
    for format in ("html", "md"):
        text, found = written(made, format, _template(plan, report, format), own=plan.loaded.folder, beside=True)
        if _say(found, plan):
            return 1
        files.append((f"{report.name}.{format}", text))
    files += made.pictures()
    return max(output.deliver(text, str(folder / name), check) for name, text in files)


def _copy(call: options.Call, report: Report) -> int:
    """Write the built-in templates of a report into the workspace; nothing that is there is touched."""
    options.refuse_past(call, "templates are written to the folder as it is")
    folder = options.find_root(call) / OWN_FOLDER
    files = {folder / report.own(format): built_in_text(report.built_in(format)).encode() for format in PRINTED}
    write_files(files, overwrite=False)
    for path in files:
        output.note(f"wrote {terminal(str(path))}")
    return 0


def _say(found: tuple[Diagnostic, ...], plan: Plan) -> int:
    """Findings about a template, each at its line; 1 where there are any."""
    for one in found:
        line = position_of(one, plan.loaded.folder)
        output.note(f"{terminal(one.span.path)}:{line}:1: {one.code} template-failed: {one.message}")
        output.note(f"  {one.hint}")
    return 1 if found else 0
