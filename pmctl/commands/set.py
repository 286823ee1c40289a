"""`pmctl set`: keys of an item get other values, each in one line."""

from __future__ import annotations

from collections.abc import Sequence

import click

from pmctl import output
from pmctl.commands.calling import completing, options
from pmctl.commands.calling.editing import Manner, make_settings, manner, open_to_edit
from pmctl.diagnostic import UserError
from pmctl.edit import Request, change, request
from pmctl.escape import terminal
from pmctl.operations import Setting
from pmctl.operations.set import begun_words
from pmctl.plan import Plan
from pmctl.views.find import find_part


@click.command("set")
@click.argument("item", shell_complete=completing.items)
@click.argument("changes", nargs=-1, metavar="KEY=VALUE...", shell_complete=completing.changes)
@manner
@options.shared
def command(call: options.Call, item: str, changes: tuple[str, ...], how: Manner) -> int:
    """Change facts of an item: one line each, comments and all other lines stay as they are.

    `key=value` puts a value, `key+=value` and `key-=value` add to and take from a list, a length of time, a number or
    an amount, `key=` takes the key away. A key in a key is `impact.time=5d`. ITEM may be a document, a person or the
    workspace too. What makes no sense is refused; `--dry-run` shows first what follows, as `pmctl diff` will tell it.

    \b
    pmctl set api remaining=15d --dry-run
    pmctl set checkout/api assign+=dee due=2026-03-06
    pmctl set launch due=
    pmctl set psp-late probability+=10% impact.cost=9k
    pmctl set checkout phase=closing
    pmctl set acme units.day=7h
    """
    present = open_to_edit(call)
    settings = _settings(present, item, changes)
    status = make_settings(call, present, settings, how, _nothing(settings))
    for note in _notes(present, settings):
        output.note(note)
    return status


def _notes(present: Plan, settings: Sequence[Setting]) -> list[str]:
    """What is to be known of begun work, a line an item, where the call does not say itself what is left."""
    said = {item.id for item, asked in settings if item is not None and asked.keys[0] == "remaining"}
    found = {
        item.id: words
        for item, asked in reversed(settings)
        if item is not None and item.id not in said and (words := begun_words(present, item, asked))
    }
    return [f"{terminal(id)} has begun: {terminal(words)}." for id, words in reversed(found.items())]


def _nothing(settings: Sequence[Setting]) -> str:
    """Why nothing is written: all of it is there."""
    said = ", ".join(f"`{terminal(asked.text)}`" for _, asked in settings)
    return f"Nothing to do: the plan says {said} already."


def _settings(present: Plan, item: str, changes: tuple[str, ...]) -> list[Setting]:
    """What is set; `api.due=2026-03-06` in one word is understood too."""
    asked: list[Request]
    lone = next((place for place, one in enumerate(changes) if one in ("=", "+=", "-=")), None)
    if lone is not None:
        meant = "".join(changes[max(lone - 1, 0) : lone + 2])
        raise UserError(
            "a change has no blanks around its `=`", f"`pmctl set {terminal(item[:80])} {terminal(meant[:80])}`"
        )
    if "=" in item:
        asked = [request(text) for text in (item, *changes)]
    elif not changes:
        raise UserError(
            f"what shall be set of `{terminal(item[:80])}`?",
            "such as `effort=10d`, `assign+=dee` or `due=` (takes it away)",
        )
    else:
        asked = [change(item, text) for text in changes]
    return [(find_part(present, one.item), one) for one in asked]
