"""What is said of a call that cannot be understood, or that the machine does not let pass."""

from __future__ import annotations

import re
from difflib import get_close_matches

import click

from pmctl.escape import terminal

_EXTRA = re.compile(r"Got unexpected extra arguments? \((.*)\)", re.DOTALL)


def in_our_words(error: click.ClickException) -> str:
    """What click found wrong with a call, said as pmctl says things."""
    context = getattr(error, "ctx", None)
    usage = f" (`{context.command_path} --help`)" if isinstance(context, click.Context) else ""
    if isinstance(error, click.NoSuchOption):
        known = get_close_matches(error.option_name, list(error.possibilities or ()), 1, 0.6)
        near = f" Did you mean `{known[0]}`?" if known else ""
        return f"there is no option `{terminal(error.option_name[:40])}`.{near}{usage}"
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
    extra = _EXTRA.fullmatch(words)
    return f"too many arguments: `{terminal(extra[1][:80])}`{usage}" if extra else f"{words}{usage}"


def of_the_machine(error: OSError) -> str:
    """What the operating system would not do: a full disk, a folder that may not be read."""
    name = f" `{terminal(str(error.filename)[:200])}`" if error.filename else ""
    return f"{(error.strerror or type(error).__name__).lower()}{name}"


def _parameter(parameter: click.Parameter) -> str:
    name = parameter.opts[-1] if isinstance(parameter, click.Option) else (parameter.name or "").upper().rstrip("_")
    return f"`{name}`"
