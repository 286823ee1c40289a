"""`pmctl whatif`: a change tried in memory, what follows from it, and alternatives beside each other."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import click

from pmctl import output
from pmctl.commands.calling import completing, options, searching
from pmctl.commands.calling.asking import FIELDS, Asking, Question
from pmctl.diagnostic import UserError
from pmctl.escape import json_text, terminal
from pmctl.plan import Plan
from pmctl.views.find import find_item
from pmctl.views.whatif.forms import whatif_json, whatif_markdown
from pmctl.views.whatif.levelling import levellings
from pmctl.views.whatif.premise import MARKED, premise, with_premise
from pmctl.views.whatif.text import whatif_text
from pmctl.views.whatif.view import WhatIf, varied, whatif

LOOKS = (
    "status",
    "timeline",
    "board",
    "list",
    "show",
    "my-work",
    "roadmap",
    "report",
    "deps",
    "why",
    "forecast",
    "chart",
    "export",
)
"""Commands that can look at a varied plan."""
EXAMPLES = "`pmctl whatif api --slip 5d`, `pmctl whatif ana --away 2026-03-02..2026-03-06`, `pmctl whatif --help`"


@click.command("whatif", cls=Asking)
@click.argument("items", nargs=-1, metavar="[ITEM]...", expose_value=False, shell_complete=completing.items)
@click.option("--slip", metavar="TIME", expose_value=False, help="ITEM takes so much longer (`-2d` less).")
@click.option("--away", metavar="DAYS", expose_value=False, help="ITEM, a person or team, is away on these days.")
@click.option("--set", "set_", metavar="ITEM.key=value", expose_value=False, help="Change a line; += and -= too.")
@click.option(
    "--branch",
    metavar="REV...",
    expose_value=False,
    help="The plan of these branches or revisions.",
    shell_complete=completing.revisions,
)
@click.option("--or", "or_", is_flag=True, expose_value=False, help="Another alternative follows.")
@click.option("--then", metavar="COMMAND...", expose_value=False, help="Look at the varied plan with this command.")
@click.option("--odds", is_flag=True, help="By when in four of five runs, on a large plan too.")
@click.option("--all", "everything", is_flag=True, help="Every task that moves, every finding.")
@searching.options
@options.formats("text", "json", "md")
@options.file
@options.shared
def command(
    call: options.Call,
    question: Question,
    tries: searching.Tries,
    odds: bool,
    everything: bool,
    format: str,
    fields: tuple[str, ...] | None,
    file: str | None,
    check: bool,
) -> int:
    """Try a change and see what follows; nothing is written.

    ITEM is a task, milestone, group or project with `--slip`, a person or team with `--away`, a risk (it occurs) or an
    assumption (it is false). Several things may happen at once; `--or` puts alternatives beside each other. Exit
    status 1 when the varied plan has errors that the present one has not.

    `--level improve` looks for a better order of levelling, `--level optimal` lets a solver prove how good it is
    (`pip install 'pmctl[solver]'`); both name the few `priority` lines that keep it.

    \b
    pmctl whatif api --slip 5d
    pmctl whatif ana --away 2026-03-02..2026-03-06
    pmctl whatif --set api.assign+=dee --or --set launch.due=2026-04-07
    pmctl whatif psp-late --then status
    pmctl whatif --branch plan-b plan-c
    pmctl whatif --level improve --level optimal --budget 30s
    """
    if tries.methods:
        found = _levelled(call, question, tries)
    elif not question.alternatives:
        raise UserError("what if what?", EXAMPLES)
    elif question.then:
        return _look(call, question)
    else:
        present = options.open_plan(call)
        _check_fields(present, question.behind_json)
        found = whatif(present, question.alternatives, call.level, odds)
    status = int(any(option.follows.findings.has_errors for option in found.options))
    if format == "text" and not file:
        output.write(whatif_text(found, everything))
        return status
    return output.deliver(_written(found, format, fields, everything), file, check) or status


def _levelled(call: options.Call, question: Question, tries: searching.Tries) -> WhatIf:
    """The plan as it is, levelled by other methods."""
    if question.alternatives or question.then:
        raise UserError("`--level` is a question of its own", "`pmctl whatif --level improve`, without another change")
    if not call.level:
        raise UserError("`--level` and `--no-level` cannot both be", "say one of them")
    return levellings(options.open_plan(call), tries.methods, tries.effort)


def _check_fields(present: Plan, word: str) -> None:
    """UserError where a word behind `--json` is neither a field nor an item."""
    try:
        _ = find_item(present, word) if word else None
    except UserError as wrong:
        what = f"`--json {terminal(word[:40])}` names neither a field nor an item"
        raise UserError(what, f"fields: {', '.join(sorted(FIELDS))}") from wrong


def _written(found: WhatIf, format: str, fields: tuple[str, ...] | None, everything: bool) -> str:
    if format == "json":
        return json_text(options.chosen(whatif_json(found), fields)) + "\n"
    return whatif_markdown(found) if format == "md" else whatif_text(found, everything) + "\n"


def _look(call: options.Call, question: Question) -> int:
    """Run another command on the varied plan."""
    name, *words = question.then
    if len(question.alternatives) > 1:
        raise UserError("`--then` looks at one alternative", "leave out `--or`, or `--then`")
    context = click.get_current_context()
    group = context.parent.command if context.parent is not None else None
    found = group.get_command(context, name) if isinstance(group, click.Group) and name in LOOKS else None
    if found is None:
        raise UserError(f"`{terminal(name[:40])}` does not look at a varied plan", f"these do: {', '.join(LOOKS)}")

    def vary(plan: Plan) -> Plan:
        made = varied(plan, question.alternatives[0], call.level)
        told = click.get_current_context().params
        if _format(told, told.get("file")) not in MARKED:
            output.note(premise(made.words))
        output.mark(lambda text, file: with_premise(text, _format(told, file), made.words))
        return made.plan

    given = ["--today", call.today.isoformat(), *(["-C", call.root] if call.root else [])]
    given += ["--at", call.at.name] if call.at is not None else []
    given += [] if call.level else ["--no-level"]
    width = context.params.get("width")
    given += ["--color", str(context.params.get("color", "auto")), *(["--width", str(width)] if width else [])]
    with found.make_context(name, [*given, *words], parent=context.parent, obj=vary) as inner:
        status = found.invoke(inner)
    return status if isinstance(status, int) else 0


def _format(told: Mapping[str, Any], file: str | None) -> str:
    """The format in which a command that looks writes a file (None: to standard output)."""
    if told.get("json_") is not None:
        return "json"
    ending = Path(told.get("template") or file or "").name.removesuffix(".j2").rpartition(".")[2].lower()
    return str(told.get("format_") or next(iter(options.ENDINGS.get(f".{ending}", ())), "text"))
