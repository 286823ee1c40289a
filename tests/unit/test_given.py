"""An empty value is a wrong call, of every option and argument of every command."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import click
import pytest

from pmctl.cli import COMMANDS, run

ACME = Path(__file__).parents[2] / "examples" / "acme"
OWN = ("whatif", "completion", "merge-driver", "textconv")
"""Commands that read their words themselves, choose from a list, or are called by git."""


def commands() -> Iterator[tuple[tuple[str, ...], click.Command]]:
    for name, entry in COMMANDS.items():
        command = import_module(f"pmctl.commands.{entry.module}").command
        if isinstance(command, click.Group):
            yield from (((name, action), below) for action, below in command.commands.items())
        elif name not in OWN:
            yield (name,), command


def calls() -> Iterator[tuple[str, ...]]:
    for words, command in commands():
        needed = [parameter for parameter in command.params if isinstance(parameter, click.Argument)]
        for parameter in command.params:
            others = ["x" for one in needed if one.required and one is not parameter]
            if isinstance(parameter, click.Argument):
                yield *words, *others, ""
            elif isinstance(parameter, click.Option) and parameter.type is click.STRING and parameter.flag_value != "":
                yield *words, *others, parameter.opts[0], ""


@pytest.mark.parametrize("words", list(calls()), ids=" ".join)
def test_an_empty_value_is_a_wrong_call(
    words: tuple[str, ...], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ACME)
    assert run(words) == 2
    said = capsys.readouterr().err
    assert any(words in said for words in ("was given without a value", "` is empty", "is not a day"))
    assert "\n  " in said, "a hint says what to write"
