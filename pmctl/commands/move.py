"""`pmctl move`: an item gets another id, group, document or file; every name of it follows."""

from __future__ import annotations

import re
from collections.abc import Iterator

import click

from pmctl import output
from pmctl.commands.calling import completing, options
from pmctl.commands.calling.editing import Manner, carry_out, manner, open_to_edit
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.model.item import Item
from pmctl.model.project import Task
from pmctl.model.workspace import Policy, View
from pmctl.operations import drafted, file_bytes
from pmctl.operations.move import Renaming, refuse_other_meaning, with_move
from pmctl.operations.new_file import refuse_id
from pmctl.operations.placing import Spot, is_folk, spot_in, spot_of_people
from pmctl.plan import Plan
from pmctl.views.find import find_document, find_item, find_part


@click.command("move")
@click.argument("item", shell_complete=completing.items)
@click.argument("id", metavar="[NEW-ID]", required=False)
@click.option(
    "--to",
    "to",
    metavar="DOC|GROUP",
    help="The document, group or item that it shall stand in.",
    shell_complete=completing.items,
)
@click.option("--file", "path", metavar="FILE", help="The file of its document that it shall stand in; may be new.")
@manner
@options.shared
def command(call: options.Call, item: str, id: str | None, to: str | None, path: str | None, how: Manner) -> int:
    """Give ITEM another id, or move it to another group, document or file.

    Every name of it follows, in all files: links, deliveries, risks, responsibilities, time sheets, comments, waivers.
    Its lines and comments stay as they are. Before anything is written the plan is read again: it must say the same as
    before. What goes to another document leaves its
    baseline behind. A document may be renamed, and a person.

    \b
    pmctl move checkout/api payment-api
    pmctl move api --to checkout/prove
    pmctl move checkout/loyalty --to wallet --dry-run
    pmctl move psp-late --file projects/checkout/risks.yaml
    pmctl move checkout till
    """
    present = open_to_edit(call)
    found = find_item(present, item)
    _refuse(present, found, id, to, path)
    key = _key(present, found, id)
    files = file_bytes(present)
    moved = with_move(present, files, found, key, _spot(present, files, found, to, path))
    about = (moved.renaming.items.get(found.id, found.id),)
    draft = drafted(present, moved.files, call.level, about, how.force)
    refuse_other_meaning(draft.after.workspace, moved.renaming, found.id)
    status = carry_out(call, draft, how, f"Nothing to do: `{terminal(found.id)}` is called so, and stands there.")
    for line in _left(present, moved.renaming):
        output.note(line)
    return status


def _refuse(present: Plan, item: Item, id: str | None, to: str | None, file: str | None) -> None:
    shown = terminal(item.id)
    if id is None and to is None and file is None:
        raise UserError(f"where shall `{shown}` move?", f"`pmctl move {shown} NEW-ID`, `--to GROUP` or `--file FILE`")
    place = _place_called(present, item, id or "") if to is None else None
    if place is not None:
        kind = "group" if isinstance(place, Task) else place.kind
        hint = f"`pmctl move {shown} --to {place.key}` moves it there"
        if not isinstance(place, Task):
            hint += f"; `pmctl move {shown} {terminal(item.document)}/{place.key}` gives it that id"
        raise UserError(f"`{place.key}` is a {kind}, where things stand", hint)


def _place_called(present: Plan, item: Item, id: str) -> Item | None:
    """The document, or the group of its own document, that somebody may have meant who typed it as the new id."""
    workspace = present.workspace
    if not item.document or item.id in workspace.documents or id == item.key:
        return None
    group = workspace.items.get(f"{item.document}/{id}")
    return group if isinstance(group, Task) and group.is_group else workspace.documents.get(id)


def _key(present: Plan, item: Item, id: str | None) -> str:
    """The new id inside its document; `checkout/pay` is understood for an item of `checkout`."""
    home, slash, key = (id or item.key).rpartition("/")
    if slash and not (home and key):
        refuse_id(f"{home}/{key}")
    if slash and (home != item.document or home == item.id):
        find_document(present, home)
        hint = f"`pmctl move {terminal(item.id)} {terminal(key)} --to {terminal(home)}`"
        raise UserError(f"`{terminal(home[:80])}` is another document", hint)
    return key


def _spot(present: Plan, files: dict[str, bytes], item: Item, to: str | None, file: str | None) -> Spot | None:
    """Where it shall stand; None where it is."""
    if to is None and file is None:
        return None
    if is_folk(item.kind):
        if to is not None:
            raise UserError(f"a {item.kind} is in no document or group", "`--file FILE` says in which file")
        return spot_of_people(present, files, item.kind, file or "")
    if item.id in present.workspace.documents:
        raise UserError(f"`{terminal(item.id)}` is a document of its own", "its files are yours to move: ids stay")
    if to is None and item.group:
        hint = f"`pmctl move {terminal(item.group)} --file FILE` moves all of it"
        raise UserError(f"`{terminal(item.id)}` is in `{terminal(item.group)}`, which stands in one file", hint)
    holder = find_part(present, to if to is not None else item.document)
    return spot_in(present, files, holder, item.kind, file or "")


def _left(present: Plan, renaming: Renaming) -> Iterator[str]:
    """What still says the former id: baselines of another document, and filters, which may mean something else."""
    keys = {old for old, new in renaming.items.items() if old.partition("/")[0] != new.partition("/")[0]}
    for baseline in present.workspace.baselines:
        known = [f"`{one.key}`" for one in baseline.tasks if f"{baseline.of}/{one.key}" in keys]
        if known and baseline.of not in renaming.items:
            more = f" and {len(known) - 3} more" if len(known) > 3 else ""
            what = f"Baseline {baseline.id} knows {', '.join(known[:3])}{more} as part of {baseline.of}"
            yield f"{what}, as it was agreed; `pmctl baseline set NAME` freezes anew."
    filters: list[View | Policy] = [*present.workspace.views.values(), *present.workspace.policies.values()]
    for view in filters:
        named = set(re.findall(r"['\"]([a-z0-9/-]+)['\"]", view.where)) & (
            keys | {id.rpartition("/")[2] for id in keys}
        )
        if named:
            yield f"`where` of {terminal(view.key)} names '{sorted(named)[0]}': look whether it means this."
