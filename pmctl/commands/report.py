"""`pmctl report`: something to hand out, for ourselves, a client or the public."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

import click

from pmctl import output
from pmctl.audience import Audience
from pmctl.charts import timeline
from pmctl.commands.calling import options
from pmctl.diagnostic import Diagnostic, UserError
from pmctl.escape import terminal
from pmctl.files import write_files
from pmctl.plan import Plan
from pmctl.quantity import Unreadable, every
from pmctl.render import OWN_FOLDER, built_in_names, built_in_text, own_names, position_of, sink_of
from pmctl.reports import REPORTS, Report, status
from pmctl.reports.writing import FORMATS, PICTURE, picture_of, written
from pmctl.views.find import close, find_document

_SINKS = {"html": "html", "svg": "html", "markdown": "md", "text": "text"}


@click.command("report")
@click.argument("name", required=False)
@click.argument("document", required=False)
@click.option("--list", "list_", is_flag=True, help="Name the reports there are.")
@click.option("--since", metavar="AGE|DATE", default="7d", help="What counts as news: `7d`, `2w` or a day (7d).")
@click.option("--template", metavar="FILE", help="A template of the folder `templates/` instead of the report's own.")
@click.option("--copy-template", metavar="REPORT", help="Write a report's templates to `templates/` to start from.")
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
    since: str,
    template: str | None,
    copy_template: str | None,
    format: str,
    fields: tuple[str, ...] | None,
    baseline: str | None,
    audience: Audience,
    file: str | None,
    check: bool,
) -> int:
    """Write report NAME, of DOCUMENT or of all plans.

    \b
    pmctl report status checkout
    pmctl report status checkout --audience client -o status.html
    pmctl report status -o out/          status.html, status.md and timeline.svg
    """
    if list_ or (name is None and copy_template is None):
        return _list()
    if copy_template is not None:
        return _copy(call, _report(copy_template))
    report = _report(name or "")
    plan = options.open_plan(call, baseline=baseline)
    if document:
        find_document(plan, document)
    wanted = _Wanted(report, document, audience, _since(since, plan.today))
    if file and _is_folder(file):
        return _folder(plan, wanted, Path(file), check)
    view = wanted.view(plan, "" if file else options.revision(plan))
    form = template or ("" if format == "json" else report.template(format))
    format = _format_of(plan, template) if template else format
    chosen = options.chosen(view, fields) if format == "json" else view
    text, found = written(chosen, format, form, wanted.picture(plan), output.width(), plan.loaded.folder)
    return _say(found, plan) or output.deliver(text, file, check)


@dataclass(frozen=True, slots=True)
class _Wanted:
    """Which report, of one document or of all, for whom, with the news since which day."""

    report: Report
    document: str | None
    audience: Audience
    since: date

    def view(self, plan: Plan, revision: str = "") -> dict[str, object]:
        """What the report says."""
        return status.view(plan, self.document, self.audience, self.since, revision)

    def picture(self, plan: Plan) -> timeline.Timeline:
        """The timeline in it."""
        return picture_of(plan, [self.document] if self.document else [], self.audience)


def _list() -> int:
    for report in REPORTS:
        output.write(f"{report.name:<10} {report.title}")
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


def _since(text: str, today: date) -> date:
    """The day after which something is news: an age before today, or a day."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        pass
    try:
        age = every(text)
    except Unreadable:
        raise UserError(
            f"--since `{terminal(text[:40])}` is neither an age nor a day", "write `7d`, `2w` or `2026-02-01`"
        ) from None
    return today - timedelta(days=min(age.days, 36_500, today.toordinal() - 1))


def _is_folder(file: str) -> bool:
    return file.endswith(("/", "\\")) or Path(file).is_dir()


def _folder(plan: Plan, wanted: _Wanted, folder: Path, check: bool) -> int:
    """The report as a page and as Markdown, with the picture beside them."""
    report, view, picture = wanted.report, wanted.view(plan), wanted.picture(plan)
    files: list[tuple[str, str]] = []
    for format in ("html", "md"):
        text, found = written(view, format, report.template(format), picture, own=plan.loaded.folder, beside=True)
        if _say(found, plan):
            return 1
        files.append((f"{report.name}.{format}", text))
    files.append((PICTURE, timeline.svg(picture)))
    return max(output.deliver(text, str(folder / name), check) for name, text in files)


def _copy(call: options.Call, report: Report) -> int:
    """Write the built-in templates of a report into the workspace; nothing that is there is touched."""
    options.refuse_past(call, "templates are written to the folder as it is")
    folder = options.find_root(call) / OWN_FOLDER
    files = {folder / name: built_in_text(name).encode() for _, name in report.templates}
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
