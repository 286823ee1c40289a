"""`pmctl deps`: what waits for what, one step or all the way, and who needs what from whom."""

from __future__ import annotations

import click

from pmctl import network, output
from pmctl.commands.calling import completing, options
from pmctl.diagnostic import UserError
from pmctl.escape import json_text, terminal
from pmctl.insights.needs import Need, needs, needs_about
from pmctl.insights.relations import waited_by, waits_of
from pmctl.model.item import Item
from pmctl.model.people import Person, Team
from pmctl.plan import Plan
from pmctl.views.find import find_item
from pmctl.views.graph.forms import Json, dot_text, mermaid_text, need_json, node_json, wait_json
from pmctl.views.graph.text import graph_text, item_text, needs_text, tree_text
from pmctl.views.graph.view import ends, waits_between

_FOLK = ("person", "team", "resource")


@click.command("deps")
@click.argument("item", required=False, shell_complete=completing.items)
@click.option("--up", is_flag=True, help="Only what it waits for.")
@click.option("--down", is_flag=True, help="Only what waits for it.")
@click.option("--tree", is_flag=True, help="All the way, as a tree.")
@click.option("--people", is_flag=True, help="Who needs what from whom, by when.")
@options.formats("text", "json", "dot", "mermaid")
@options.file
@options.shared
def command(
    call: options.Call,
    item: str | None,
    up: bool,
    down: bool,
    tree: bool,
    people: bool,
    format: str,
    fields: tuple[str, ...] | None,
    file: str | None,
    check: bool,
) -> int:
    """Show what ITEM waits for and what waits for it; of a document, or without ITEM, the whole graph.

    With `--people` ITEM may be a person or a team: what they owe, and what is owed to them.

    \b
    pmctl deps checkout/api
    pmctl deps checkout/launch --tree
    pmctl deps --people
    pmctl deps ana --people
    pmctl deps checkout --format mermaid
    """
    plan = options.open_plan(call)
    scope = find_item(plan, item) if item else None
    if scope is not None and scope.kind in _FOLK and not (people and isinstance(scope, Person | Team)):
        raise _of_nobody(scope)
    if format == "json":
        return output.deliver(json_text(_json(plan, scope, up, down, people)) + "\n", file, check)
    if format in ("dot", "mermaid"):
        found = waits_between(plan, scope)
        return output.deliver(dot_text(plan, found) if format == "dot" else mermaid_text(plan, found), file, check)
    text = _text(plan, scope, up, down, tree, people)
    if file:
        return output.deliver(text + "\n", file, check)
    output.write(text)
    return 0


def _text(plan: Plan, scope: Item | None, up: bool, down: bool, tree: bool, people: bool) -> str:
    whole = scope is None or scope.id in plan.workspace.documents
    if people:
        return needs_text(plan, _needs(plan, scope)) or _no_needs(scope)
    if tree:
        if scope is None:
            raise UserError("`--tree` wants an item", "`pmctl deps ITEM --tree`")
        return tree_text(plan, scope, down)
    if whole and not (up or down):
        return (
            graph_text(plan, waits_between(plan, scope))
            if waits_between(plan, scope)
            else "Nothing waits for anything."
        )
    if scope is None:
        raise UserError("`--up` and `--down` want an item", "`pmctl deps ITEM --up`")
    return item_text(plan, scope, up or not down, down or not up)


def _no_needs(scope: Item | None) -> str:
    if isinstance(scope, Person | Team):
        return f"{terminal(scope.title)} waits for nobody, and nobody waits for them."
    return "Nobody waits for anybody else."


def _of_nobody(scope: Item) -> UserError:
    """Why there is no graph of somebody who does the work."""
    if scope.kind == "resource":
        hint = f"`pmctl show {scope.id}` says what it is booked for"
    else:
        hint = f"`pmctl deps {scope.id} --people` says whom they wait for, `pmctl show {scope.id}` what they work on"
    return UserError(f"`{scope.id}` is a {scope.kind}, and links go from item to item", hint)


def _needs(plan: Plan, scope: Item | None) -> list[Need]:
    """Who needs what from whom: around an item or in a document, of somebody or of a team and its members, of all."""
    if not isinstance(scope, Person | Team):
        return needs(plan, waits_between(plan, scope))
    members = scope.members if isinstance(scope, Team) else ()
    return needs_about(needs(plan, waits_between(plan, None)), (scope.id, *members))


def _json(plan: Plan, scope: Item | None, up: bool, down: bool, people: bool) -> Json:
    document: Json = {"schema": "pmctl/deps/1", "today": plan.today.isoformat(), "content": plan.loaded.content}
    if people:
        return {**document, "needs": [need_json(need) for need in _needs(plan, scope)]}
    found = waits_between(plan, scope)
    if scope is not None and scope.id not in plan.workspace.documents:
        document["item"] = node_json(plan, scope)
        if up or not down:
            document["waits-for"] = [wait_json(plan, wait) for wait in waits_of(plan, scope)]
            document["all-before"] = list(network.reach(plan.workspace, scope, False))
        if down or not up:
            document["needed-by"] = [wait_json(plan, wait) for wait in waited_by(plan, scope)]
            document["all-behind"] = list(network.reach(plan.workspace, scope, True))
        return document
    document["items"] = [node_json(plan, item) for item in ends(plan.workspace, found)]
    document["links"] = [wait_json(plan, wait) for wait in found]
    document["cycles"] = [[step.item.id for step in circle] for circle in plan.schedule.cycles]
    return document
