"""`pmctl diff`: what was edited between two plans, and what follows from it."""

from __future__ import annotations

from collections.abc import Sequence

import click

from pmctl import output
from pmctl.commands.calling import completing, options
from pmctl.commands.calling.comparing import looking_back, sides
from pmctl.escape import json_text
from pmctl.insights.baselines.named import named
from pmctl.plan import Plan
from pmctl.views.diff.agreed import (
    Agreed,
    agreed,
    agreed_html,
    agreed_json,
    agreed_markdown,
    agreed_text,
)
from pmctl.views.diff.fields import diff_json
from pmctl.views.diff.markdown import diff_markdown
from pmctl.views.diff.page import diff_html
from pmctl.views.diff.text import diff_text
from pmctl.views.diff.view import Difference, difference
from pmctl.views.find import find_document


def _completed(context: click.Context, parameter: click.Parameter, incomplete: str) -> list[str]:
    """Branches and tags, then items."""
    return [
        each for names in (completing.revisions, completing.items) for each in names(context, parameter, incomplete)
    ]


@click.command("diff")
@click.argument("words", nargs=-1, metavar="[A..B|A...B|REV] [DOC|ITEM|FILE]...", shell_complete=_completed)
@click.option("--odds", is_flag=True, help="How likely promises are kept, before and after (1,000 runs each).")
@click.option("--whose", is_flag=True, help="Share out what follows among the edits, on a large plan too.")
@click.option(
    "--against",
    metavar="baseline|NAME|REV",
    help="How far the work has grown since it was agreed, and what nobody approved.",
    shell_complete=completing.baselines,
)
@click.option("--all", "everything", is_flag=True, help="Every edit, every date, every week.")
@click.option("--exit-code", is_flag=True, help="Exit 1 when anything differs in meaning.")
@options.formats("text", "md", "json", "html")
@options.file
@options.shared
def command(
    call: options.Call,
    words: tuple[str, ...],
    odds: bool,
    whose: bool,
    against: str | None,
    everything: bool,
    exit_code: bool,
    format: str,
    fields: tuple[str, ...] | None,
    file: str | None,
    check: bool,
) -> int:
    """Tell what was edited, and what follows: dates, promises, load, cost, health, findings.

    Without a revision the work tree is compared with where it parted from the main branch; REV compares it with that
    revision (or day: `2026-02-01`). `A..B` compares the two ends, `A...B` begins where B parted from A; an end that is
    left out is what is checked out. Both sides are as of one day: `--today`, else the day of commit B, else today.
    With `--at` the comparison ends there, and begins where that left the main branch, or with the commit before.

    What is only written otherwise is no difference.

    \b
    pmctl diff
    pmctl diff main checkout
    pmctl diff v1.0..v2.0 --odds
    pmctl diff main...HEAD --format md -o comment.md
    pmctl diff --against baseline checkout
    """
    if against is not None:
        plan, grown = _grown(call, words, against)
        text, status = _agreed(plan, grown, format, fields), int(exit_code and any(one.scope.loose for one in grown))
        return _told(text, format, file, check) or status
    before, after, wanted = sides(call, looking_back(call, words))
    found = difference(before, after, call.level, odds, wanted, whose)
    text, status = _written(found, format, fields, everything), int(exit_code and not found.is_nothing)
    return _told(text, format, file, check) or status


def _told(text: str, format: str, file: str | None, check: bool) -> int:
    """Text for people goes to their terminal, all else where it shall."""
    if format == "text" and not file:
        output.write(text, end="")
        return 0
    return output.deliver(text, file, check)


def _written(found: Difference, format: str, fields: tuple[str, ...] | None, everything: bool) -> str:
    if format == "json":
        return json_text(options.chosen(diff_json(found), fields)) + "\n"
    if format == "html":
        return diff_html(found)
    return diff_markdown(found, everything) if format == "md" else diff_text(found, everything) + "\n"


# --- against what was agreed ------------------------------------------------------------------------------------------

LATEST = "baseline"
"""The word for the latest baseline of each document."""


def _grown(call: options.Call, words: tuple[str, ...], against: str) -> tuple[Plan, tuple[Agreed, ...]]:
    """The plan with the baselines that are meant, and how far its documents (or those named) have grown since."""
    plan = options.open_plan(call)
    if against != LATEST or named(plan, LATEST):
        plan = options.open_plan(call, baseline=against)
    documents = [find_document(plan, name).id for text in words for name in options.names_in(text)]
    return plan, agreed(plan, documents)


def _agreed(plan: Plan, found: Sequence[Agreed], format: str, fields: tuple[str, ...] | None) -> str:
    if format == "json":
        return json_text(options.chosen(agreed_json(plan, found), fields)) + "\n"
    return {"html": agreed_html, "md": agreed_markdown, "text": agreed_text}[format](plan, found) + "\n"
