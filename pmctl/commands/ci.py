"""`pmctl ci`: all that a build does with a plan, in one command."""

from __future__ import annotations

import os
from dataclasses import replace
from pathlib import Path

import click

from pmctl import git, output
from pmctl.code_host import PLACES
from pmctl.commands.calling import completing, options
from pmctl.commands.calling.actions import Actions
from pmctl.commands.calling.build_server import change_to_judge, server_name
from pmctl.commands.calling.commenting import comment
from pmctl.commands.calling.comparing import sides
from pmctl.commands.calling.step import append_outputs, append_summary
from pmctl.diagnostic import Diagnostic, UserError
from pmctl.escape import terminal
from pmctl.files import write_files
from pmctl.findings import FORMATS
from pmctl.findings.report import report, report_of
from pmctl.findings.text import summary, text
from pmctl.plan import plan
from pmctl.revision import named
from pmctl.rules.judging.run import findings, order
from pmctl.views.ci.files import SUMMARY, Built, files_of
from pmctl.views.diff.view import Side
from pmctl.views.review.text import review_text
from pmctl.views.review.view import Reviewed, reviewed

FOLDER = "pmctl-ci"
PARENT = "HEAD^1"


@click.group("ci", cls=Actions, invoke_without_command=True)
@click.option("--change", metavar="A..B|A...B|REV", help="What is judged.", shell_complete=completing.revisions)
@click.option("--approver", "approvers", multiple=True, metavar="PERSON", help="Who approves; again for more.")
@click.option("--approvals", is_flag=True, help="Ask GitHub or GitLab who approves, too.")
@click.option("-o", "folder", metavar="DIR", default=FOLDER, help=f"Where the files go ({FOLDER}).")
@options.shared
def command(call: options.Call, change: str | None, approvers: tuple[str, ...], approvals: bool, folder: str) -> int:
    """Check the plan, judge the change that is built, mark its lines, and keep the files. Exit status 1 when it blocks.

    On GitHub and GitLab the merge commit of the platform is judged against its first parent; elsewhere the work tree
    against where it parted from the main branch. The first commit of all is only checked.

    On GitHub findings are annotations, and the summary of the step has the review. The folder gets pmctl-report.json
    and comment.md (the review), summary.md, findings.json, pmctl.sarif, gl-code-quality-report.json and junit.xml.

    A plan with errors blocks, and so does what `pmctl review` says. `pmctl init --ci github` writes the workflows.

    \b
    pmctl ci
    pmctl ci -C plans -o out/pmctl
    pmctl ci --change main...HEAD --approver mia
    pmctl ci comment --report pmctl-ci/pmctl-report.json
    """
    if click.get_current_context().invoked_subcommand is not None:
        return 0
    options.refuse_past(call, "`pmctl ci --change A..B` judges any change")
    who = tuple(name for text in approvers for name in options.names_in(text))
    who += _asked() if approvals else ()
    built = _built(call, change, who)
    files = files_of(built)
    write_files({Path(folder) / name: text.encode("utf-8", "backslashreplace") for name, text in files.items()})
    _show(built)
    append_summary(files[SUMMARY], os.environ)
    append_outputs(_outputs(built, folder), os.environ)
    output.note(f"wrote {len(files)} files to {terminal(folder)}")
    return int(built.verdict == "block")


command.add_command(comment)


def _asked() -> tuple[str, ...]:
    """Who approves the change, as the code host says; nobody where no change is built."""
    server = server_name(os.environ)
    place = PLACES.get(server)
    if place is None:
        raise UserError("`--approvals`: neither GitHub nor GitLab builds here", "name people with `--approver`")
    host = place.host(os.environ)
    number = place.change(host, os.environ)
    names = place.approvers(host, number) if number is not None else ()
    return tuple(f"{server}:{name}" for name in names)


# --- what is found ----------------------------------------------------------------------------------------------------


def _built(call: options.Call, change: str | None, approvers: tuple[str, ...]) -> Built:
    """The change judged with all findings of the plan; where there is no change to judge only the findings."""
    start = Path(call.root or ".")
    meant = change or change_to_judge(start)
    why_not = "" if change else _why_no_change(start, meant)
    if why_not:
        output.note(f"checked, not reviewed: {why_not}")
        root = options.find_root(call)
        return Built(report(plan(options.read(root), call.today, call.level), folder=options.folder_of(root)), None)
    before, after, wanted = sides(call, (meant,) if meant else ())
    if wanted:
        raise UserError(f"`{terminal(meant[:80])}` is an item: a change is judged as a whole", "say `A..B`")
    one = reviewed(before, after, call.level, approvers)
    folder = options.folder_of(after.plan.loaded.root)
    return Built(report_of(after.plan, _findings(one, after), folder), one)


def _why_no_change(start: Path, meant: str) -> str:
    """Why nothing can be judged here; empty where a change can. `meant` is what the build server builds."""
    top = git.find_root(start)
    if top is None:
        return "this is no git repository"
    if git.head(top) is None:
        return "there is no commit yet"
    if not meant.startswith(PARENT):
        return ""
    try:
        named(start, PARENT)
    except UserError:
        return "" if git.is_shallow(top) else "this is the first commit"
    return ""


def _findings(one: Reviewed, after: Side) -> list[Diagnostic]:
    """What the judges of before find in the plan and its change, and what only its own judges find."""
    judged = [*findings(one.found.plan), *(finding for finding in one.review.findings if finding.code)]
    judged += [unread.finding for unread in one.found.unread]
    known = {replace(finding, severity="info") for finding in judged}
    own = [finding for finding in findings(after.plan) if replace(finding, severity="info") not in known]
    return sorted(dict.fromkeys([*judged, *own]), key=order)


# --- what is shown ----------------------------------------------------------------------------------------------------


def _show(built: Built) -> None:
    """The review for whoever reads the log, then the findings: on GitHub as annotations, else as text."""
    if built.broken_before:
        output.write(output.paint(built.broken_before, "red") + "\n")
    if built.reviewed is not None:
        output.write(review_text(built.reviewed) + "\n")
    if server_name(os.environ) == "github":
        output.raw(FORMATS["github"](built.report))
        return
    weighty = tuple(finding for finding in built.report.findings if finding.severity != "info")
    if weighty:
        output.write(text(replace(built.report, findings=weighty), output.paint, output.room()) + "\n")
    output.write(summary(built.report))


def _outputs(built: Built, folder: str) -> dict[str, str]:
    counts = built.report.counts
    return {
        "verdict": built.verdict,
        "errors": str(counts["error"]),
        "warnings": str(counts["warning"]),
        "folder": folder,
    }
