"""`pmctl review`: a change judged, by the judges of the plan before it."""

from __future__ import annotations

from pathlib import Path

import click

from pmctl import output
from pmctl.commands.calling import completing, options
from pmctl.commands.calling.build_server import change_to_judge
from pmctl.commands.calling.comparing import looking_back, sides
from pmctl.diagnostic import UserError
from pmctl.escape import json_text, terminal
from pmctl.findings import FORMATS
from pmctl.findings.report import report_of
from pmctl.views.review.comment import comment_of
from pmctl.views.review.fields import review_json
from pmctl.views.review.findings import findings_of
from pmctl.views.review.markdown import comment_markdown
from pmctl.views.review.text import review_text
from pmctl.views.review.view import Reviewed, reviewed


@click.command("review")
@click.argument("change", required=False, metavar="[A..B|A...B|REV]", shell_complete=completing.revisions)
@click.option(
    "--approver",
    "approvers",
    multiple=True,
    metavar="PERSON",
    help="Who approves: an id, a mail address, `github:NAME` (the person with `x-github: NAME`); again for more.",
    shell_complete=completing.people,
)
@click.option("--whose", is_flag=True, help="Share out what follows among the edits, on a large plan too.")
@click.option("--all", "everything", is_flag=True, help="Every reason, every edit, every date.")
@options.formats("text", "md", "json", *FORMATS)
@options.file
@options.shared
def command(
    call: options.Call,
    change: str | None,
    approvers: tuple[str, ...],
    whose: bool,
    everything: bool,
    format: str,
    fields: tuple[str, ...] | None,
    file: str | None,
    check: bool,
) -> int:
    """Judge a change of the plan: allow, warn or block, and why; then what it does. Exit status 1 when it blocks.

    New errors of `pmctl check` block, and so does what `policies:` and the rules of changes (`pmctl rule PM9xx --list`)
    say with severity error; warnings and committed promises that are missed warn.

    A change cannot switch off its judges: rules, policies, waivers, thresholds, statuses, tolerances, baselines, roles
    and `# pmctl: allow` comments count as they were before it.

    Without a range the work tree is judged against where it parted from the main branch; on GitHub and GitLab the merge
    commit of the platform against its first parent; with `--at` what that revision did. `--format md` is a comment for
    a pull request; `github`, `sarif`, `gitlab`, `junit` and the others hold what speaks against the change, as `pmctl
    check` writes findings.

    \b
    pmctl review
    pmctl review main...HEAD --approver mia
    pmctl review --format md -o comment.md
    """
    meant = change or (change_to_judge(Path(call.root or ".")) if call.at is None else "")
    before, after, wanted = sides(call, looking_back(call, (meant,) if meant else ()))
    if wanted:
        raise UserError(f"`{terminal((change or '')[:80])}` is an item: a change is judged as a whole", "say `A..B`")
    who = tuple(name for text in approvers for name in options.names_in(text))
    one = reviewed(before, after, call.level, who, whose)
    status = int(one.review.verdict == "block")
    if format == "text" and not file:
        output.write(review_text(one, everything))
        return status
    folder = options.folder_of(one.found.plan.loaded.root)
    return output.deliver(_written(one, format, fields, everything, folder), file, check) or status


def _written(one: Reviewed, format: str, fields: tuple[str, ...] | None, everything: bool, folder: str) -> str:
    if format in FORMATS:
        return FORMATS[format](report_of(one.found.plan, findings_of(one), folder))
    inside = folder.rstrip("/")
    if format == "json":
        return json_text(options.chosen(review_json(one, inside), fields)) + "\n"
    if format == "md":
        return comment_markdown(comment_of(one, inside))
    return review_text(one, everything) + "\n"
