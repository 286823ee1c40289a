"""What is said of a call that cannot be understood, or that the machine does not let pass."""

from __future__ import annotations

import re
from collections.abc import Mapping
from difflib import get_close_matches

import click

from pmctl.escape import terminal
from pmctl.regex import regex

_BEHIND = "Options stand behind the command: `pmctl status {}`."
HABITS: Mapping[tuple[str, str], str] = {
    ("diff", "--stat"): "`pmctl diff --json edits` has the edits alone.",
    ("diff", "--name-only"): "`pmctl diff --json edits` has the edits alone, with their files.",
    ("diff", "--name-status"): "`pmctl diff --json edits` has the edits alone, with their files.",
    ("diff", "--cached"): "`pmctl diff HEAD` compares the files as they are, staged or not, with the last commit.",
    ("diff", "--staged"): "`pmctl diff HEAD` compares the files as they are, staged or not, with the last commit.",
    **{("pmctl", option): _BEHIND.format(f"{option} DIR") for option in ("-C", "--root")},
    **{("pmctl", option): _BEHIND.format(f"{option} DATE") for option in ("--today", "--at")},
}
"""Options that people know from git, or write in another place, by command, and what there is instead."""

_VALUELESS = regex(r"Option '(.*)' requires (?:an argument|[0-9]+ arguments)", re.DOTALL)
_EXTRA = regex(r"Got unexpected extra arguments? \((.*)\)", re.DOTALL)


def in_our_words(error: click.ClickException) -> str:
    """What click found wrong with a call, said as pmctl says things."""
    context = getattr(error, "ctx", None)
    usage = f" (`{context.command_path} --help`)" if isinstance(context, click.Context) else ""
    if isinstance(error, click.NoSuchOption):
        return f"there is no option `{terminal(error.option_name[:40])}`.{_instead(error)}{usage}"
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return f"{_parameter(error.param)} is missing{usage}"
    if (
        isinstance(error, click.BadParameter)
        and error.param is not None
        and isinstance(error.param.type, click.IntRange)
    ):
        kind = error.param.type
        return f"{_parameter(error.param)} takes a number from {kind.min} to {kind.max}{usage}"
    if isinstance(error, click.BadParameter) and error.param is not None:
        message = error.message.rstrip(".").replace("a valid integer", "a number")
        return f"{_parameter(error.param)}: {message}{usage}"
    words = error.format_message().rstrip(".")
    valueless = _VALUELESS.fullmatch(words)
    if valueless:
        return f"`{terminal(valueless[1][:40])}` wants a value{usage}"
    extra = _EXTRA.fullmatch(words)
    return f"too many arguments: `{terminal(extra[1][:80])}`{usage}" if extra else f"{words}{usage}"


def _instead(error: click.NoSuchOption) -> str:
    """What one may take for an option that is not there: what does the same, else what it resembles."""
    habit = HABITS.get((error.ctx.info_name or "", error.option_name)) if error.ctx is not None else None
    if habit is not None:
        return f" {habit}"
    known = get_close_matches(error.option_name, list(error.possibilities or ()), 1, 0.6)
    return f" Did you mean `{known[0]}`?" if known else ""


def of_the_machine(error: OSError) -> str:
    """What the operating system would not do: a full disk, a folder that may not be read."""
    name = f" `{terminal(str(error.filename)[:200])}`" if error.filename else ""
    return f"{(error.strerror or type(error).__name__).lower()}{name}"


def _parameter(parameter: click.Parameter) -> str:
    name = parameter.opts[-1] if isinstance(parameter, click.Option) else (parameter.name or "").upper().rstrip("_")
    return f"`{name}`"
