"""`pmctl schema`: the JSON Schema of a kind of file, for editors and other programs."""

from __future__ import annotations

import click

from pmctl import output, shape
from pmctl.commands.calling import options
from pmctl.diagnostic import UserError
from pmctl.views.find import close


@click.command("schema")
@click.argument("kind", required=False)
@options.file
@options.plain
def command(kind: str | None, file: str | None, check: bool) -> int:
    """Print the JSON Schema of a kind of plan file; without KIND: which kinds there are.

    An editor finds it by the first line of a file:
    `# yaml-language-server: $schema=https://pmctl.example/project.schema.json`.
    """
    if kind is None:
        return output.deliver("".join(f"{name}\n" for name in shape.KINDS), file, check)
    if kind not in (*shape.KINDS, "common"):
        raise UserError(
            f"there is no kind `{kind[:40]}`.{close(kind, shape.KINDS)}", "kinds: " + ", ".join(shape.KINDS)
        )
    return output.deliver(shape.schema_text(kind), file, check)
