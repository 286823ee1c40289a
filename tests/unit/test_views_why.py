"""`pmctl why` on the screen: what a plan calls itself cannot harm, tables fit, careless calls are answered."""

from __future__ import annotations

from pathlib import Path

import pytest

from pmctl.escape import terminal_width
from tests.transcript import ROOT, run

ACME = ROOT / "examples" / "acme"
HOSTILE = """
kind: project
tasks:
  a: {name: "a\\e[31m::error::|<b>`x`", duration: 9d, due: 2026-02-11, external: {party: "::set\\e]0;x\\a | <script>"}}
  b: {name: "##[error]", milestone: true, after: a, due: 2026-02-11}
"""


@pytest.fixture
def hostile(tmp_path: Path) -> Path:
    (tmp_path / "p.yaml").write_text(HOSTILE, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize("form", [[], ["--json"], ["--format", "md"], ["--width", "40"]])
@pytest.mark.parametrize("item", [[], ["p/b"], ["p"]])
def test_names_cannot_steer_a_terminal_or_a_build_server(hostile: Path, item: list[str], form: list[str]) -> None:
    ran = run(["why", *item, *form], hostile)
    assert ran.status == 0, ran.errors
    assert "\x1b" not in ran.output and "\x07" not in ran.output and "##[" not in ran.output
    assert not any(line.lstrip().startswith("::") for line in ran.output.splitlines())
    assert form != ["--format", "md"] or "<script>" not in ran.output


@pytest.mark.parametrize("item", ["checkout/launch", "legal", "wallet", "shop/one-click", "checkout/psp-late"])
@pytest.mark.parametrize("width", [80, 100, 160])
def test_the_chain_fits_the_screen(item: str, width: int) -> None:
    ran = run(["why", item, "--chain", "--width", str(width)], ACME)
    assert ran.status == 0 and max(map(terminal_width, ran.output.splitlines())) <= width


def test_a_long_chain_is_cut_until_all_is_asked_for(tmp_path: Path) -> None:
    tasks = "".join(f"  t{n}: {{duration: 1d, after: t{n - 1}}}\n" for n in range(1, 50))
    (tmp_path / "p.yaml").write_text(f"kind: project\ntasks:\n  t0: {{duration: 1d}}\n{tasks}", encoding="utf-8")
    short = run(["why", "t49", "--chain"], tmp_path).output
    assert "… and 20 more down to p/t0: `--all`" in short and "└ t20" in short and "└ t19" not in short
    assert "└ t0 " in run(["why", "t49", "--chain", "--all"], tmp_path).output


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["ana"], "`ana` is a person and has no date"),
        (["staging-rig"], "`staging-rig` is a resource and has no date"),
        (["checkout/call-legal"], "`checkout/call-legal` is an action: its dates are typed, none is computed"),
        (["nonsense"], "there is no item `nonsense`"),
        (["checkout/launch", "--json=nonsense"], "there is no field `nonsense` here"),
    ],
)
def test_careless_calls_say_where_to_look(words: list[str], said: str) -> None:
    ran = run(["why", *words], ACME)
    assert ran.status == 2 and said in ran.errors and "Traceback" not in ran.errors
