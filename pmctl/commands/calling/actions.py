"""A command that has actions: `pmctl COMMAND ACTION`."""

from __future__ import annotations

import click

from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.views.find import close


class Actions(click.Group):
    """The actions of a command; one that is not there is a wrong call with a hint."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        name = args[0]
        if name not in self.commands:
            near = close(name, self.commands)
            hint = f"`pmctl {self.name} {' | '.join(self.commands)}`"
            raise UserError(f"`pmctl {self.name}` has no action `{terminal(name[:40])}`.{near}", hint)
        return name, self.commands[name], args[1:]
