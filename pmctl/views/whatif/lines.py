"""Lines of plan files changed in memory: the plan read again, and the change in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from pmctl.diagnostic import UserError
from pmctl.edit import Request
from pmctl.load import Loaded
from pmctl.operations import file_bytes, misread, read_again, with_settings
from pmctl.operations.set import is_overruled
from pmctl.plan import Plan
from pmctl.views.find import find_item, find_part


def with_lines(present: Plan, requests: Sequence[Request]) -> Loaded:
    """The plan files with some lines changed, in memory, read again. UserError where a new line makes no sense."""
    files = file_bytes(present)
    settings = [(find_part(present, one.item), one) for one in requests]
    hint = "`--or` between them puts both beside each other"
    loaded = read_again(present, {**files, **with_settings(present, files, settings, hint)})
    wrong = misread(present, loaded)
    if wrong is not None:
        raise UserError(wrong.message, wrong.hint)
    return loaded


def line_words(present: Plan, asked: Request) -> str:
    """A changed line in words; of work that has begun it is what is left that counts."""
    if asked.item == present.workspace.id:
        return asked.text
    item = find_item(present, asked.item)
    text = replace(asked, item=item.id).text
    if is_overruled(present, item, asked):
        return f"{text} (it has begun: its `remaining` says what is left)"
    return text
