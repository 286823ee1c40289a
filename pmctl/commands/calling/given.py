"""Values that were given but say nothing: refused for every option and argument of every command alike."""

from __future__ import annotations

import click
from click.core import ParameterSource

from pmctl.diagnostic import UserError


def refuse_empty(context: click.Context) -> None:
    """UserError for the first option or argument of a call whose value is empty: a variable of a script had nothing.

    So is that of an option that took the next one for its value: `--group-by --as timeline`.
    """
    options = {name for one in context.command.params if isinstance(one, click.Option) for name in one.opts}
    for parameter in context.command.params:
        shown = parameter.make_metavar(context)
        if isinstance(parameter, click.Option) and any(one in options for one in _given(context, parameter)):
            raise UserError(f"`{parameter.opts[0]}` was given without a value", f"`{parameter.opts[0]} {shown}`")
        if _is_empty(context, parameter):
            if isinstance(parameter, click.Option):
                name = parameter.opts[0]
                raise UserError(f"`{name}` was given without a value", f"`{name} {shown}`; is a variable empty?")
            raise UserError(f"`{shown.strip('[].')}` is empty", f"`{_usage(context)}`; is a variable empty?")


def _usage(context: click.Context) -> str:
    """The command with all its arguments: `pmctl comment ITEM [TEXT]`."""
    arguments = [one for one in context.command.params if isinstance(one, click.Argument)]
    return " ".join([context.command_path, *(one.make_metavar(context) for one in arguments)])


def _is_empty(context: click.Context, parameter: click.Parameter) -> bool:
    if isinstance(parameter, click.Option) and parameter.flag_value == "":
        return False  # one that may stand without a value
    return any(not one.strip() for one in _given(context, parameter))


def _given(context: click.Context, parameter: click.Parameter) -> tuple[str, ...]:
    """The values of a parameter that somebody typed, as far as they are texts."""
    name = parameter.name or ""
    if context.get_parameter_source(name) is not ParameterSource.COMMANDLINE:
        return ()
    value = context.params.get(name)
    return tuple(one for one in (value if isinstance(value, tuple) else (value,)) if isinstance(one, str))
