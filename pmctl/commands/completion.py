"""`pmctl completion`: the script that completes commands and options in a shell."""

from __future__ import annotations

import click
from click.shell_completion import get_completion_class

from pmctl import output
from pmctl.commands.calling import options

SHELLS = ("bash", "zsh", "fish")


@click.command("completion")
@click.argument("shell", type=click.Choice(SHELLS))
@options.plain
@click.pass_context
def command(ctx: click.Context, shell: str) -> None:
    """Print the completion script of a shell (bash 4.4 or later, zsh, fish).

    \b
    eval "$(pmctl completion bash)"      in ~/.bashrc
    eval "$(pmctl completion zsh)"       in ~/.zshrc
    pmctl completion fish | source       in ~/.config/fish/config.fish
    """
    kind = get_completion_class(shell)
    assert kind is not None
    output.raw(kind(ctx.find_root().command, {}, "pmctl", "_PMCTL_COMPLETE").source() + "\n")
