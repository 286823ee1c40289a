"""No view says to a client or the public what is internal: every command, format and reader of the registries."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import click
import pytest

from pmctl.audience import AUDIENCES
from pmctl.charts import CHARTS
from pmctl.cli import COMMANDS, pmctl
from pmctl.formats import FORMATS
from pmctl.grammar import KINDS, schema
from pmctl.insights.collections import COLLECTIONS
from pmctl.reports import REPORTS
from tests import history, leaks
from tests.transcript import run

BINARY = ("png", "pdf")
"""Pictures as bytes: drawn from the very rows (or the drawing) of `svg`, which is looked at."""

FOR_THE_TEAM: Mapping[str, str] = {
    **dict.fromkeys(
        ("check", "rule", "git-setup", "init", "import", "schema", "completion", "textconv", "merge-driver", "doctor"),
        "works on files, for who has them",
    ),
    **dict.fromkeys(
        ("set", "start", "done", "move", "add", "comment", "spend", "fmt"), "edits files, and tells who edits them"
    ),
    **dict.fromkeys(("diff", "review", "blame", "history", "ci"), "compares files of a repository, for who has it"),
    **dict.fromkeys(
        (
            "status",
            "why",
            "deps",
            "whatif",
            "forecast",
            "baseline",
            "workload",
            "suggest",
            "my-work",
        ),
        "answers the team; what is handed out of it is a report",
    ),
    "notify": "tells each person what that person may see: below",
}
"""The commands that know no `--audience`, and why."""

READERS = tuple(audience for audience in AUDIENCES if audience != "internal")
DOCUMENTS = ("open", "shop")
SEEN = ("open", "open/seen-task", "open/seen-risks", "shop", "shop/seen-features", "shop/seen-one", "cleo")
UNCOMMITTED = ("shop/seen-out", "shop/seen-far", "shop/seen-built", "shop/seen-next", "shop/seen-launch")
TRACED = (
    "shop",
    "shop/seen-read",
    *(f"shop/seen-{name}" for name in ("features", "feedback", "metrics", "objectives", "releases")),
)
MEASURED = (["shop/seen-read"], ["shop/seen-metrics"], ["shop/secret-metrics"], ["shop/seen-objectives"])
HIDDEN = ("open/secret-task", "secret-ana", "secret-project", "secret-comment")


def arguments_of(name: str) -> list[list[str]]:
    """With which words a command is called, so that it shows all it can."""
    documents = [[], *([one] for one in DOCUMENTS)]
    every: dict[str, list[list[str]]] = {
        "list": [list(COLLECTIONS), [], ["tasks", "--group-by", "status"], ["features", "--group-by", "theme"]],
        "board": [*documents, ["features", "--by", "theme"], ["risks"], ["tasks", "--by", "sprint"]],
        "timeline": [
            *documents,
            ["--group-by", "status"],
            ["shop", "--group-by", "theme"],
            ["--odds"],
            ["--as", "month"],
        ],
        "roadmap": [
            [],
            ["shop"],
            *([f"--as={shape}"] for shape in ("timeline", "swimlane")),
            ["--by", "theme", "--all"],
        ],
        "show": [[one] for one in (*SEEN, *UNCOMMITTED, *HIDDEN)],
        "trace": [[], *([one] for one in (*SEEN[:2], *TRACED, *UNCOMMITTED))],
        "chart": [[chart.name, *words] for chart in CHARTS if chart.module for words in (*documents, *MEASURED)],
        "report": [
            [report.name, *words]
            for report in REPORTS
            for words in (*documents, ["open/seen-task"], ["shop/seen-next"])
        ],
        "export": [[form.name, *words] for form in FORMATS if form.writes for words in documents],
    }
    return every.get(name, documents)


def command_of(name: str) -> click.Command:
    """A command of the table."""
    assert isinstance(pmctl, click.Group)
    found = pmctl.get_command(click.Context(pmctl), name)
    assert found is not None
    return found


def options_of(name: str) -> dict[str, Sequence[str]]:
    """The options of a command that are one of some words: `--format`, `--audience`."""
    return {
        option: tuple(parameter.type.choices)
        for parameter in command_of(name).params
        if isinstance(parameter.type, click.Choice)
        for option in parameter.opts
    }


def for_readers() -> list[str]:
    """The commands that know who will read what they say."""
    return [name for name in COMMANDS if "--audience" in options_of(name)]


def calls() -> Iterator[tuple[str, str, str]]:
    """Command x format x reader."""
    for name in for_readers():
        choices = options_of(name)
        assert set(READERS) <= set(choices["--audience"]), f"{name} does not know every reader"
        for format in choices.get("--format", ("",)):
            if format not in BINARY:
                yield from ((name, format, reader) for reader in READERS)


@pytest.fixture(scope="session")
def plan(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, leaks.Secrets]:
    """The plan in which all that is hidden is a secret."""
    folder = tmp_path_factory.mktemp("leaks")
    return folder, leaks.write(folder)


@pytest.fixture(scope="session")
def fuller(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The same plan, with more that is hidden."""
    folder = tmp_path_factory.mktemp("fuller")
    leaks.write(folder)
    leaks.with_more(folder)
    return folder


def found_in(text: str, secrets: leaks.Secrets, asked: Sequence[str] = ()) -> list[str]:
    """The secrets in an output, with where they stand in the plan; what was asked for may be repeated."""
    places = {**{word.lower(): place for word, place in secrets.words.items()}, **secrets.numbers}
    plain = text.replace(",", "").replace("\N{NO-BREAK SPACE}", "")
    found = re.findall(r"(?i)secret[\w/-]*", text) + re.findall(r"(?<![\w.])777\d{3}(?!\d)|777\.\d\s?k", plain)
    said = [one for one in found if not any(one in word for word in asked)]
    return [f"{one} ({places.get(one.lower(), 'an id')})" for one in dict.fromkeys(said)]


@pytest.mark.parametrize(("name", "format", "reader"), list(calls()))
def test_nothing_internal_leaves(plan: tuple[Path, leaks.Secrets], name: str, format: str, reader: str) -> None:
    """Nor to the public the days of what nobody is committed to."""
    folder, secrets = plan
    leaked = []
    for words in arguments_of(name):
        call = [name, *words, *(["--format", format] if format else []), "--audience", reader]
        ran = run(call, folder)
        assert ran.status in (0, 2), f"pmctl {' '.join(call)}: {ran.errors}"
        said = ran.output if ran.status else ran.output + ran.errors  # why a call is wrong is for who typed it
        found = found_in(said, secrets, words) + (leaks.found_days(said) if reader == "public" else [])
        leaked += [f"pmctl {' '.join(call)}: {one}" for one in found]
    assert leaked == [], "\n".join(leaked[:60])


@pytest.mark.parametrize(("name", "format"), dict.fromkeys((name, format) for name, format, _ in calls()))
def test_a_client_reads_the_days_of_what_is_not_committed(
    plan: tuple[Path, leaks.Secrets], name: str, format: str
) -> None:
    """Else the public could read them unseen."""
    if name == "chart" or (name, format) == ("trace", "mermaid"):
        pytest.skip("no such day stands in these pictures")
    asked = [*(["--format", format] if format else []), "--audience", "client"]
    assert any(leaks.found_days(run([name, *words, *asked], plan[0]).output) for words in arguments_of(name))


@pytest.mark.parametrize(("name", "format"), dict.fromkeys((name, format) for name, format, _ in calls()))
def test_the_team_sees_secrets_in_every_format(plan: tuple[Path, leaks.Secrets], name: str, format: str) -> None:
    """Else a secret could leave unseen."""
    folder, secrets = plan
    asked = ["--format", format] if format else []
    outputs = (run([name, *words, *asked], folder).output for words in arguments_of(name))
    assert any("SECRET-" in one for text in outputs for one in found_in(text, secrets))


@pytest.mark.parametrize(("name", "format", "reader"), list(calls()))
def test_nobody_can_count_what_is_hidden(
    plan: tuple[Path, leaks.Secrets], fuller: Path, name: str, format: str, reader: str
) -> None:
    """More internal items that weigh nothing, and not a letter is another one."""
    for words in arguments_of(name):
        call = [name, *words, *(["--format", format] if format else []), "--audience", reader]
        assert shown(plan[0], call) == shown(fuller, call), f"pmctl {' '.join(call)}"


def shown(folder: Path, call: list[str]) -> str:
    """What a call prints, but for the hash of the plan."""
    text = run(call, folder).output.replace("\u200b", "")
    return re.sub(r"\b(?=[0-9a-f]*\d)(?:[0-9a-f]{64}|[0-9a-f]{12}|[0-9a-f]{8})\b", "CONTENT", text)


@pytest.mark.parametrize("reader", READERS)
@pytest.mark.parametrize("report", [report.name for report in REPORTS])
def test_a_folder_of_a_report_says_no_more(
    plan: tuple[Path, leaks.Secrets], tmp_path: Path, report: str, reader: str
) -> None:
    """The files beside a report, its pictures too."""
    folder, secrets = plan
    for document in DOCUMENTS:
        run(["report", report, document, "--audience", reader, "-o", f"{tmp_path}/{document}/"], folder)
    for path in sorted(tmp_path.rglob("*.*")):
        assert found_in(path.read_text("utf-8"), secrets) == [], f"report {report}: {path.name} for {reader}"


@pytest.mark.parametrize("name", ["list", "board", "timeline"])
def test_a_view_is_for_its_own_reader(plan: tuple[Path, leaks.Secrets], name: str) -> None:
    """Nobody has to say `--audience` beside a view that is for the public."""
    folder, secrets = plan
    for format in (one for one in options_of(name)["--format"] if one not in BINARY):
        ran = run([name, "--view", "seen", "--format", format], folder)
        assert ran.status == 0 and "Seen" in ran.output
        assert found_in(ran.output, secrets) == [], f"pmctl {name} --view seen --format {format}"


def test_every_command_is_looked_at_or_says_why_not() -> None:
    for_team = [name for name in COMMANDS if name not in for_readers()]
    assert [name for name in for_team if name not in FOR_THE_TEAM] == []
    assert [name for name in for_readers() if name in FOR_THE_TEAM] == []
    assert all(chart.module or chart.command.split()[1] in for_readers() for chart in CHARTS)


def test_the_team_sees_what_is_hidden_from_others(plan: tuple[Path, leaks.Secrets]) -> None:
    """Else nothing could be found: what is planted stands in the plan, and the team sees it."""
    folder, secrets = plan
    whole = run(["export", "json"], folder).output
    missing = {place for word, place in secrets.words.items() if word not in whole}
    kept = {place for place in missing if not (place.endswith(".x-own") and place.count(".") > 1)}
    assert {place for place in kept if place.partition(".")[0] not in ("workspace", "people")} == set()
    assert len(secrets.words) > 700 and len(secrets.numbers) > 100
    assert "SECRET" in run(["report", "status"], folder).output


def test_a_secret_stands_at_every_text_of_every_schema(plan: tuple[Path, leaks.Secrets]) -> None:
    """A key that is added to a schema is looked at without a word here."""
    _, secrets = plan
    planted = {place.rpartition(".")[2] for place in secrets.words.values()}
    wanted = set()
    for rule in [*(schema(kind) for kind in KINDS), *schema("common")["definitions"].values()]:
        for key, inner in rule.get("properties", {}).items():
            if inner.get("$ref", "").rpartition("/")[2] in leaks.TEXTS and key not in leaks.STRUCTURE:
                wanted.add(key)
    assert wanted - planted == set()


@history.needs_git
@pytest.mark.parametrize("format", options_of("notify")["--format"])
def test_a_client_is_told_of_nothing_internal(tmp_path: Path, format: str) -> None:
    history.make(tmp_path, "add pmctl.yaml: kind: workspace\\nid: w\\n\ncommit 2026-02-02 ana: start\n")
    secrets = leaks.write(tmp_path)
    history.git(tmp_path, "add", "-A")
    history.git(tmp_path, "commit", "-q", "-m", "plan", who="ana", when="2026-02-09")
    ran = run(["notify", "--since", "HEAD~1", "--for", "cleo", "--format", format], tmp_path)
    assert ran.status == 0, ran.errors
    assert found_in(ran.output, secrets) == []
