"""Values that were given but say nothing: refused for every option and argument of every command alike."""

from __future__ import annotations

import click
from click.core import ParameterSource

from pmctl.diagnostic import UserError


def refuse_empty(context: click.Context) -> None:
    """UserError for the first option or argument of a call whose value is empty: a variable of a script had nothing."""
    for parameter in context.command.params:
        if _is_empty(context, parameter):
            shown = parameter.make_metavar(context)
            if isinstance(parameter, click.Option):
                name = parameter.opts[0]
                raise UserError(f"`{name}` was given without a value", f"`{name} {shown}`; is a variable empty?")
            raise UserError(f"`{shown.strip('[].')}` is empty", f"`{_usage(context)}`; is a variable empty?")


def _usage(context: click.Context) -> str:
    """The command with all its arguments: `pmctl comment ITEM [TEXT]`."""
    arguments = [one for one in context.command.params if isinstance(one, click.Argument)]
    return " ".join([context.command_path, *(one.make_metavar(context) for one in arguments)])


def _is_empty(context: click.Context, parameter: click.Parameter) -> bool:
    name = parameter.name or ""
    if context.get_parameter_source(name) is not ParameterSource.COMMANDLINE:
        return False
    if isinstance(parameter, click.Option) and parameter.flag_value == "":
        return False  # one that may stand without a value
    value = context.params.get(name)
    return any(isinstance(one, str) and not one.strip() for one in (value if isinstance(value, tuple) else (value,)))
