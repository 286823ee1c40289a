"""`pmctl add`: an item that is new, in its place and style; or a project or product to plan from."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches

import click
from click.shell_completion import CompletionItem

from pmctl import output
from pmctl.commands.calling import completing, options
from pmctl.commands.calling.editing import Manner, carry_out, manner, open_to_edit
from pmctl.diagnostic import UserError
from pmctl.edit import Request, change
from pmctl.escape import terminal
from pmctl.insights.collections import COLLECTIONS, KINDS
from pmctl.insights.definition import in_ticks, undefined
from pmctl.insights.succession import say_day
from pmctl.model.item import Item
from pmctl.model.product import Feature
from pmctl.operations import drafted, file_bytes
from pmctl.operations.add import DOCUMENTS, New, spot_for, with_document, with_item, with_release
from pmctl.operations.from_feature import waits_until, with_project_of
from pmctl.operations.placing import SETTINGS, Spot, in_own_file, is_folk, spot_in
from pmctl.plan import Plan
from pmctl.quantity import print_date
from pmctl.views.find import find_item, find_part

ELSEWHERE: Mapping[str, str] = {
    "comment": "`pmctl comment ITEM TEXT` writes one",
    "timesheet": "`pmctl spend 3h ITEM` writes into one, and begins it",
    "baseline": "`pmctl baseline set NAME` writes one",
}
"""Kinds that have a command of their own."""
_EVERY = (*(kind for kind in KINDS if kind not in ELSEWHERE), "milestone", *SETTINGS)
_MILESTONE = Request("", ("milestone",), "=", "true")


def _kinds(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[CompletionItem]:
    return [CompletionItem(kind) for kind in _EVERY if kind.startswith(incomplete)]


@click.command("add")
@click.argument("kind", shell_complete=_kinds)
@click.argument("id")
@click.argument("said", nargs=-1, metavar="[KEY=VALUE]...")
@click.option(
    "--to", "to", metavar="DOC|GROUP", help="The document, group or item it stands in.", shell_complete=completing.items
)
@click.option("--file", "path", metavar="FILE", help="The file of its document that it stands in; may be new.")
@click.option(
    "--from-feature",
    "feature",
    metavar="FEATURE",
    help="A project that delivers this feature: its charter says what the product says.",
    shell_complete=completing.items,
)
@click.option("--bare", is_flag=True, help="A release without launch tasks.")
@manner
@options.shared
def command(
    call: options.Call,
    kind: str,
    id: str,
    said: tuple[str, ...],
    to: str | None,
    path: str | None,
    feature: str | None,
    bare: bool,
    how: Manner,
) -> int:
    """Add a task, milestone, risk, feature, decision, person ... to any collection; or a project, a product.

    It stands behind its siblings, written as they are; where they have a file each, so has it. ID may say the
    document, too: `checkout/banner`. A release comes with the launch tasks that one forgets: user documentation,
    support training, hand-over to support. A project or product gets a file of its own, to be changed line by line.

    \b
    pmctl add task checkout/banner name="Banner in the shop" effort=3d assign=bo after=api
    pmctl add task banner --to checkout/build --dry-run
    pmctl add risk slow-cards --to checkout name="Cards are slow" probability=20% impact.time=3d owner=ana
    pmctl add person gil name="Gil Sander" email=gil@acme.example
    pmctl add release r2-3 --to shop name=2.3 due=2026-Q4
    pmctl add project billing lead=ana
    pmctl add project one-click --from-feature shop/one-click
    """
    present = open_to_edit(call)
    home, slash, key = id.rpartition("/")
    if slash and to is not None:
        raise UserError("where it stands is said twice", f"`{terminal(home)}/` before the id, or `--to`")
    new = _new(kind, key, said)
    if feature is not None:
        files, full_id = _from_feature(present, new, feature, home or to, path or ""), new.key
    else:
        files, full_id = _files(present, new, home or to, path or "", bare)
    draft = drafted(present, files, call.level, (full_id,), how.force)
    status = carry_out(call, draft, how, "")
    if new.kind == "release" and not bare and not how.dry_run:
        output.note("With launch tasks for documentation, training and hand-over: change them, or `--bare` without.")
    if new.kind == "feature":
        _ask_for_definition(draft.after, full_id)
    if feature is not None:
        _tell_start(present, new, find_item(present, feature))
    if new.kind in DOCUMENTS and not how.dry_run:
        output.note(f"Edit {terminal(next(iter(files)))}: one fact, one line; `pmctl status {new.key}` shows it.")
    return status


def _ask_for_definition(plan: Plan, id: str) -> None:
    """Say what a new feature lacks to be ready."""
    feature = plan.workspace.items.get(id)
    missing = [in_ticks(one) for one in undefined(plan, feature)] if isinstance(feature, Feature) else []
    if missing:
        output.note(f"Before it is planned it wants {', '.join(missing)}: `pmctl set {terminal(id)} KEY=VALUE`.")


def _tell_start(present: Plan, new: New, feature: Item) -> None:
    """Say why the project of a feature does not start as early as it could."""
    begin = waits_until(present, new, feature, present.today)
    if begin is not None:
        before = present.workspace.items[begin.wait.before]
        why = f"it comes after `{begin.wait.link.text}`, and {before.title} is {say_day(begin.day, present.today)}"
        output.note(f"It starts on {print_date(begin.start, present.today)}: {terminal(why)}.")


def _new(word: str, key: str, said: tuple[str, ...]) -> New:
    """What is to be added, as typed; UserError for no kind."""
    kind = "task" if word == "milestone" else COLLECTIONS.get(word, word)
    if kind in ELSEWHERE:
        raise UserError(f"a {kind} is not added so", ELSEWHERE[kind])
    if kind not in _EVERY:
        near = get_close_matches(word, _EVERY, 1, 0.6)
        hint = f"did you mean `{near[0]}`?" if near else ", ".join(_EVERY)
        raise UserError(f"there is no kind `{terminal(word[:40])}`", hint)
    requests = tuple(change(key, text) for text in said)
    if word in ("milestone", "milestones") and not any(one.keys == ("milestone",) for one in requests):
        requests = (_MILESTONE, *requests)
    return New(kind, key, requests)


def _from_feature(present: Plan, new: New, feature: str, holder: str | None, file: str) -> dict[str, bytes]:
    """The file of a project that delivers a feature, and those of its product that change."""
    if new.kind != "project":
        raise UserError(f"a {new.kind} delivers no feature", "`pmctl add project ID --from-feature FEATURE`")
    if holder is not None:
        raise UserError("a project stands in no other document", f"`pmctl add project {terminal(new.key)}`")
    return with_project_of(present, file_bytes(present), new, find_item(present, feature), present.today, file)


def _files(present: Plan, new: New, holder: str | None, file: str, bare: bool) -> tuple[dict[str, bytes], str]:
    """The file that changes, by its path, and the full id of what is new."""
    if new.kind in DOCUMENTS:
        if holder is not None:
            raise UserError(f"a {new.kind} stands in no other document", f"`pmctl add {new.kind} {terminal(new.key)}`")
        return with_document(present, new, present.today, file), new.key
    files = file_bytes(present)
    spot = _spot(present, files, new.kind, holder, file)
    if not file:
        spot = in_own_file(present, files, spot, new.key)
    with_new = with_release if new.kind == "release" and not bare else with_item
    return with_new(present, files, new, spot), spot.id_of(new.key)


def _spot(present: Plan, files: Mapping[str, bytes], kind: str, holder: str | None, file: str) -> Spot:
    if holder is None:
        return spot_for(present, files, kind, file)
    if is_folk(kind):
        raise UserError(f"a {kind} is in no document", "`--file FILE` says in which file")
    return spot_in(present, files, find_part(present, holder), kind, file)
