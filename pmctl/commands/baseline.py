"""`pmctl baseline`: freeze what is planned, and compare the plan with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

import click

from pmctl import git, output
from pmctl.commands.calling import completing, options
from pmctl.commands.calling.actions import Actions
from pmctl.diagnostic import UserError
from pmctl.discover import narrowed
from pmctl.escape import json_text, terminal
from pmctl.files import read
from pmctl.formats.plan_text import Value, document
from pmctl.insights.baselines.changes import Comparison
from pmctl.insights.baselines.freeze import frozen
from pmctl.insights.baselines.named import named
from pmctl.model.item import Item
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.quantity import is_id
from pmctl.revision import load_at
from pmctl.rules.judging.run import findings
from pmctl.views.against import against
from pmctl.views.baselines.forms import compare_csv, compare_json, compare_markdown, list_json, show_json
from pmctl.views.baselines.text import compare_text, list_text, show_text
from pmctl.views.baselines.view import comparisons, entries, those_named
from pmctl.views.find import find_document
from pmctl.writing.plan import write_plan

FOLDER = "baselines"


@click.group("baseline", cls=Actions, invoke_without_command=True)
@click.pass_context
def command(ctx: click.Context) -> int:
    """Freeze what is planned today, list what was frozen, and compare the plan with it.

    \b
    pmctl baseline set agreed --message "Agreed with the sponsor"
    pmctl baseline list
    pmctl baseline compare agreed checkout
    pmctl baseline compare HEAD~20                 any git revision is a baseline
    pmctl timeline checkout --baseline agreed
    """
    if ctx.invoked_subcommand is None:
        return int(ctx.invoke(list_) or 0)
    return 0


# --- set --------------------------------------------------------------------------------------------------------------


@command.command("set")
@click.argument("name")
@click.option(
    "--of",
    "of",
    multiple=True,
    metavar="DOC",
    shell_complete=completing.documents,
    help="Of this document only; may be repeated.",
)
@click.option("--message", metavar="TEXT", default="", help="What people call it.")
@click.option("--force", is_flag=True, help="Replace a baseline of that name, and freeze a plan that has errors.")
@options.shared
def set_(call: options.Call, name: str, of: tuple[str, ...], message: str, force: bool) -> int:
    """Freeze the dates, effort and cost of today's plan as baseline NAME, in files under `baselines/`.

    A file for each project that is not closed, or for those named with `--of`.

    \b
    pmctl baseline set agreed --message "Agreed with the sponsor"
    pmctl baseline set m2 --of checkout --of wallet
    """
    options.refuse_past(call, "a baseline is written beside the plan as it is")
    if not is_id(name):
        raise UserError(
            f"`{terminal(name[:40])}` is no name for a baseline",
            "small letters, digits and hyphens: `agreed`, `2026-q1`",
        )
    root = options.find_root(call)
    if root.is_file():
        message = f"`{terminal(root.name)}` is read alone, so a baseline beside it would not be"
        raise UserError(message, "call it for the whole folder: `-C DIR`")
    plan = options.open_plan(call)
    documents = _documents(plan, of)
    _refuse_errors(plan, force)
    files = _files(plan, root, name, documents, message)
    _refuse(plan, files, force)
    write_plan(
        plan.loaded.root, {path: (read(plan.loaded.root / path), text.encode()) for path, (text, _) in files.items()}
    )
    for path, (_, count) in files.items():
        output.write(f"wrote {path}  {count} item{'' if count == 1 else 's'}")
    return 0


def _documents(plan: Plan, of: Sequence[str]) -> list[Item]:
    """Those that are named, else every project that is not closed."""
    names = dict.fromkeys(name for text in of for name in options.names_in(text))
    if names:
        return [find_document(plan, name) for name in names]
    return [one for one in plan.workspace.documents.values() if isinstance(one, Project) and one.phase != "closed"]


def _files(plan: Plan, root: Path, name: str, documents: Sequence[Item], message: str) -> dict[str, tuple[str, int]]:
    """Path -> text and number of items, of each document that has dates; UserError where none has."""
    contents = {one.id: tasks for one in documents if (tasks := frozen(plan, one))}
    if not contents:
        raise UserError(
            "there is nothing to freeze: no task has a date", "a project with tasks has dates; `pmctl list` names them"
        )
    stems = {id: name if len(contents) == 1 else f"{name}-{id}" for id in contents}
    _refuse_ids(key for id, tasks in contents.items() for key in (id, stems[id], *tasks))
    revision = _revision(plan, root)
    files = {}
    for id, tasks in contents.items():
        head: dict[str, Value] = {"kind": "baseline", "of": id}
        head |= {"name": message} if message else {}
        head |= {"date": plan.today.isoformat()}
        head |= {"revision": revision} if revision else {}
        files[f"{FOLDER}/{stems[id]}.yaml"] = document({**head, "tasks": dict(tasks)}), len(tasks)
    return files


def _revision(plan: Plan, root: Path) -> str:
    """The commit that holds exactly this plan; empty where files have been changed since, or there is none."""
    top = git.find_root(root)
    revision = git.resolve_revision(top, "HEAD") if top is not None else None
    committed = load_at(root, revision) if revision else None
    return revision if revision and committed is not None and committed.content == plan.loaded.content else ""


def _refuse_ids(names: Iterable[str]) -> None:
    """UserError for a name that no file of a plan may have as an id: the baseline would be wrong."""
    for name in names:
        if not is_id(name):
            hint = "ids are small letters, digits and hyphens, and not too long: `pmctl check` names them"
            raise UserError(f"`{terminal(name[:80])}` is not an id, so a baseline cannot hold it", hint)


def _refuse_errors(plan: Plan, force: bool) -> None:
    """UserError where the dates to be frozen are those of a plan that has errors, unless that is wanted."""
    count = sum(finding.severity == "error" for finding in findings(plan))
    if not count:
        return
    errors = "1 error" if count == 1 else f"{count} errors"
    if not force:
        hint = "`pmctl check` names them; `--force` freezes it as it is"
        raise UserError(f"this plan has {errors}, so what is planned is not sure", hint)
    if not any(finding.severity == "error" for finding in plan.diagnostics):  # those were told
        output.note(f"{errors} in this plan: `pmctl check` names {'it' if count == 1 else 'them'}.")


def _refuse(plan: Plan, files: dict[str, tuple[str, int]], force: bool) -> None:
    """UserError where a file would take the place of another, have the id of something else, or never be read."""
    for path in files:
        stem = Path(path).stem
        held = plan.workspace.items.get(stem)
        if held is not None and held.source.path != path:
            message = f"`{stem}` is the id of a {held.kind} already, in `{terminal(held.source.path)}`"
            raise UserError(message, "take another name")
        if not narrowed([path], plan.workspace.plans):
            raise UserError(f"`plans` in `pmctl.yaml` leaves out `{path}`", f"add `{FOLDER}/**` there")
        if (plan.loaded.root / path).exists() and not force:
            hint = "another name keeps both; `--force` replaces it"
            raise UserError(f"there is a baseline `{stem}` already, in `{path}`", hint)


# --- list and show ----------------------------------------------------------------------------------------------------


@command.command("list")
@options.formats("text", "json")
@options.shared
def list_(call: options.Call, format: str, fields: tuple[str, ...] | None) -> int:
    """List the baselines, the latest first; those that count are marked.

    \b
    pmctl baseline list
    pmctl baseline list --json
    """
    plan = options.open_plan(call)
    found = entries(plan, plan.workspace.baselines)
    if format == "json":
        output.json(options.chosen(list_json(plan, found), fields))
    else:
        output.write(list_text(plan, found) if found else "No baseline yet. `pmctl baseline set NAME` makes one.")
    return 0


@command.command("show")
@click.argument("name", shell_complete=completing.baselines)
@options.formats("text", "json")
@options.shared
def show(call: options.Call, name: str, format: str, fields: tuple[str, ...] | None) -> int:
    """Show what baseline NAME holds.

    \b
    pmctl baseline show agreed
    """
    plan = options.open_plan(call)
    found = entries(plan, those_named(plan, name))
    if format == "json":
        output.json(options.chosen(show_json(plan, found), fields))
    else:
        output.write("\n\n".join(show_text(plan, entry) for entry in found))
    return 0


# --- compare ----------------------------------------------------------------------------------------------------------


@command.command("compare")
@click.argument("words", metavar="[NAME|REV]... [DOC]...", nargs=-1, shell_complete=completing.documents)
@click.option("--all", "everything", is_flag=True, help="Show what is as planned, too.")
@options.baseline
@options.formats("text", "json", "md", "csv")
@options.file
@options.shared
def compare(
    call: options.Call,
    words: tuple[str, ...],
    everything: bool,
    baseline: str | None,
    format: str,
    fields: tuple[str, ...] | None,
    file: str | None,
    check: bool,
) -> int:
    """Compare the plan with baseline NAME, with a git revision REV, or with the latest baseline of each document.

    Two names or revisions are compared with each other: what the second says beside the first.

    What moved stands first, the worst above; then what was added and dropped since, and the sums.

    \b
    pmctl baseline compare
    pmctl baseline compare agreed checkout
    pmctl baseline compare agreed m2 checkout
    pmctl baseline compare v1.0 --format csv -o moved.csv
    """
    root = options.find_root(call)
    plan = options.open_plan(call)
    meant = _meant(plan, words, baseline)
    found = _compared(plan, root, meant, call.level)
    if format == "json":
        return output.deliver(json_text(options.chosen(compare_json(plan, found), fields)) + "\n", file, check)
    if format == "csv":
        return output.deliver(compare_csv(found), file, check)
    if format == "md":
        return output.deliver(compare_markdown(plan, found, everything), file, check)
    text = compare_text(plan, found, everything)
    if file:
        return output.deliver(text + "\n", file, check)
    output.write(text)
    return 0


@dataclass(frozen=True, slots=True)
class _Meant:
    """The baseline or revision that is meant (None: the one in force), the second one if any, the documents."""

    name: str | None
    other: str | None
    documents: tuple[str, ...]


def _meant(plan: Plan, words: Sequence[str], baseline: str | None) -> _Meant:
    """What the words mean: before the documents one or two baselines or revisions."""
    ids = plan.workspace.documents
    first = next((place for place, word in enumerate(words) if word in ids and not named(plan, word)), len(words))
    names, documents = [*([baseline] if baseline is not None else []), *words[:first]], tuple(words[first:])
    if len(names) > 2:
        shown = terminal(names[2][:40])
        raise UserError(f"`{shown}` is one too many: two baselines are compared", "documents stand behind them")
    name, other = [*names, None, None][:2]
    return _Meant(name, other, documents)


def _compared(plan: Plan, root: Path, meant: _Meant, level: bool) -> tuple[Comparison, ...]:
    other = against(plan, root, meant.other, level) if meant.other is not None else None
    if meant.name is not None:
        plan = replace(plan, against=against(plan, root, meant.name, level), memory={})
    return comparisons(plan, meant.documents, other)
