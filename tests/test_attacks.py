"""Every hostile sample does what `EXPECT.md` says of it: the seven rules in a child of its own, then its own row."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from pmctl.reports import PRINTED, REPORTS
from tests import judges
from tests.sandbox import CANARY, MARK, Box, Ran, Watched, errors_have_places, run, without_network

ATTACKS = Path(__file__).resolve().parent.parent.parent / "shared" / "attacks"
pytestmark = pytest.mark.skipif(not ATTACKS.is_dir(), reason="the attack samples are not here")

LATER = ("mail", "zip", "web")
"""Families whose sinks pmctl does not have yet."""
AUDIENCES = ("internal", "client", "public")
CHECKS = [
    ["check"],
    ["check", "--json"],
    ["check", "--format", "github"],
]
VIEWS = [
    ["status"],
    ["status", "--json"],
    ["list"],
    ["list", "tasks", "--json"],
    ["list", "tasks", "--format", "md"],
    ["list", "tasks", "--format", "csv"],
    ["timeline", "--format", "text"],
    ["timeline", "--format", "svg"],
    ["timeline", "--format", "html"],
    ["timeline", "--format", "mermaid"],
    ["report", "status"],
    ["report", "status", "--format", "md"],
    ["report", "status", "--format", "html"],
    ["report", "status", "--json"],
    ["export", "json"],
]
GRAPHS = [["deps"], ["deps", "--json"], ["deps", "--format", "dot"], ["deps", "--format", "mermaid"]]


@dataclass(frozen=True)
class Row:
    """A line of EXPECT.md: the sample, the exit status of `check`."""

    family: str
    name: str
    check: str

    @property
    def id(self) -> str:
        return f"{self.family}/{self.name}"


def rows() -> list[Row]:
    """The samples of the families that pmctl has sinks for."""
    if not ATTACKS.is_dir():
        return []
    found, family = [], ""
    for line in (ATTACKS / "EXPECT.md").read_text("utf-8").splitlines():
        if line.startswith("## "):
            family = line.removeprefix("## ").strip()
        match = re.match(r"\| `([^`]+)`[^|]*\| (0/1|0|1|-) \|", line)
        if match and family not in LATER:
            found.append(Row(family, match[1].rstrip("/"), match[2]))
    return found


PLANS = [row for row in rows() if row.check != "-"]
NAMES = [row.id for row in PLANS if row.id.endswith("/names.yaml") or row.family == "terminal"]
NAMES += ["markdown/mermaid.yaml"]


@pytest.fixture(scope="session")
def generated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples that are too big to be stored."""
    folder = tmp_path_factory.mktemp("generated")
    subprocess.run([sys.executable, str(ATTACKS / "make_big.py"), str(folder)], check=True)
    return folder


def source_of(row_id: str, generated: Path) -> Path:
    stored = ATTACKS / row_id
    return stored if stored.exists() else generated / row_id


def prepared(row_id: str, generated: Path, folder: Path) -> Box:
    """A box whose workspace holds only this sample, as EXPECT.md says ("How a sample is used")."""
    box = Box(folder / "box")
    source = source_of(row_id, generated)
    if source.name.endswith(".ws"):
        shutil.copytree(source, box.workspace, dirs_exist_ok=True)
        box.workspace.chmod(0o755)
    elif source.name.endswith(".setup.sh"):
        subprocess.run(["sh", str(source)], cwd=box.workspace, check=True)
    else:
        box.add(source)
    box.settings()
    return box


def test_every_sample_stands_in_the_table() -> None:
    """A sample nobody runs proves nothing."""
    stored = {
        re.sub(r"\.ws/.*", ".ws", path.relative_to(ATTACKS).as_posix())
        for path in ATTACKS.rglob("*")
        if path.is_file() and path.parent != ATTACKS and path.relative_to(ATTACKS).parts[0] not in LATER
    }
    assert stored - {row.id for row in rows()} == set()
    assert len(rows()) > 70


@pytest.mark.parametrize("row", PLANS, ids=lambda row: row.id)
def test_sample(row: Row, generated: Path, tmp_path: Path) -> None:
    box = prepared(row.id, generated, tmp_path)
    watched = run(box, CHECKS[:2] if row.name == "chain_20000.yaml" else CHECKS + VIEWS)
    statuses = {call.status for call in watched.calls if call.words[0] == "check"}
    assert len(statuses) == 1
    assert statuses <= {int(part) for part in row.check.split("/")}, watched.of("check").output[:3000]
    diagnostics = errors_have_places(watched.of("check", "--json"))
    errors = [one for one in diagnostics if one["severity"] == "error"]
    assert bool(errors) == (statuses == {1})
    text = watched.of("check").output
    for one in errors:
        place = f"{one['path']}:{one['line']}:{one['column']}"
        assert place in text, place
        assert one["code"] in text
    judged(watched)
    wanted = WANTED.get(row.id)
    if wanted:
        wanted(box, watched, diagnostics)


# --- what every sink makes of it --------------------------------------------------------------------------------------


def judged(watched: Watched) -> None:
    """Each output before the judge of its sink."""
    for call in watched.calls:
        if call.status == 2 or not call.output:
            continue
        words = " ".join(call.words)
        if words.startswith("export ics"):
            assert judges.calendar(call.output) == [], words
        elif "--json" in words or call.words[0] == "export":
            call.json()
        elif "--format svg" in words:
            assert judges.svg(call.output).wrong == [], words
        elif "--format html" in words:
            assert judges.html(call.output).wrong == [], words
        elif "--format csv" in words:
            assert judges.spreadsheet(call.output)[1] == [], words
        elif "--format md" in words:
            document = judges.markdown(call.output)
            assert document.wrong == [], words
            for info, content in document.fences:
                assert info == "mermaid", words
                assert judges.gantt(content)[1] == [], words
        elif "--format dot" in words:
            assert judges.graphviz(call.output) == [], words
        elif "--format mermaid" in words:
            is_graph = call.words[0] == "deps"
            for part in re.findall(r"(?s)```mermaid\n(.*?)```", call.output) or [call.output]:
                assert (judges.flowchart(part) if is_graph else judges.gantt(part))[1] == [], words


def shown(text: str) -> str:
    """A name as one line of text."""
    return " ".join(text.split())


def names_in(source: Path) -> dict[str, str]:
    """The names of the tasks of a sample, by id."""
    import yaml

    return {key: task["name"] for key, task in yaml.safe_load(source.read_bytes())["tasks"].items()}


GATHER = """kind: project
name: Gather
visibility: public
tasks: {{gather: {{name: Gather, milestone: true, after: [{}]}}}}
"""


@pytest.mark.parametrize("row_id", NAMES)
def test_every_name_through_every_sink(row_id: str, generated: Path, tmp_path: Path) -> None:
    """Public, and with links, so that each name is in each picture, graph and page."""
    box = Box(tmp_path / "box")
    source = source_of(row_id, generated)
    names = names_in(source)
    box.settings()
    box.add(source)
    plan = box.workspace / "plans" / source.name
    plan.write_bytes(plan.read_bytes().replace(b"kind: project", b"kind: project\nvisibility: public", 1))
    (box.workspace / "plans" / "gather.yaml").write_text(GATHER.format(", ".join(f"attack/{key}" for key in names)))
    reports = [
        ["report", "status", "--audience", audience, "--format", format]
        for audience in AUDIENCES
        for format in ("text", "md", "html", "json")
    ]
    for_others = [
        [*words, "--audience", "public"]
        for words in VIEWS
        if words[0] in ("list", "timeline") and words != ["list", "tasks", "--json"]
    ]
    items = [["show", f"attack/{key}"] for key in names] + [["show", f"attack/{key}", "--json"] for key in names]
    items += [["deps", "gather/gather", "--tree"], ["deps", "--people"]]
    pictures = [["timeline", "-o", str(box.out / "t.png")], ["timeline", "-o", str(box.out / "t.pdf")]]
    folders = [["report", "status", "-o", str(box.out / "r") + "/"]]
    calls = [*CHECKS, *VIEWS, *GRAPHS, *reports, *for_others, *items, *folders]
    watched = run(box, calls + (pictures if row_id in ("charts/names.yaml", "html/names.yaml") else []))
    assert {call.status for call in watched.calls if call.words[0] != "check"} == {0}
    judged(watched)
    refused = row_id == "terminal/escapes.yaml"
    for key, name in names.items():
        assert_shown(watched, key, name, refused)
    bars, _ = judges.gantt(watched.of("timeline", "--format", "mermaid").output)
    assert len(bars) == len(names) + 1
    nodes, _ = judges.flowchart(watched.of("deps", "--format", "mermaid").output)
    assert len(nodes) == len(names) + 1
    for call in watched.calls:
        assert "Warning" not in call.errors
    if watched.calls[-1].words[:2] == ("timeline", "-o"):
        assert (box.out / "t.png").read_bytes().startswith(b"\x89PNG")
        assert (box.out / "t.pdf").read_bytes().startswith(b"%PDF")
    assert judges.html((box.out / "r" / "status.html").read_text("utf-8")).wrong == []
    assert judges.svg((box.out / "r" / "timeline.svg").read_text("utf-8")).wrong == []


def assert_shown(watched: Watched, key: str, name: str, refused: bool) -> None:
    """The text is visible as it was written, wherever the sink can show it."""
    data = {item["id"]: item for item in watched.of("list", "tasks", "--json").json()["items"]}
    assert f"attack/{key}" in data
    if refused:
        return
    assert data[f"attack/{key}"]["name"] == name
    plain = shown(name)
    assert plain[:60] in judges.html(watched.of("report", "status", "--format", "html").output).text(), plain
    titles = judges.svg(watched.of("timeline", "--format", "svg").output).text()
    assert plain[:60] in titles, plain
    cells = [
        row for table in judges.markdown(watched.of("list", "tasks", "--format", "md").output).tables for row in table
    ]
    row = next(row for row in cells if row[0].replace("\u200b", "") == f"attack/{key}")
    assert row[1].replace("\u200b", "") == plain


# --- the rows' own wishes ---------------------------------------------------------------------------------------------

Found = list[dict[str, Any]]
Wish = Callable[[Box, Watched, Found], None]
WANTED: dict[str, Wish] = {}


def wanted(*row_ids: str) -> Callable[[Wish], Wish]:
    def add(wish: Wish) -> Wish:
        for row_id in row_ids:
            WANTED[row_id] = wish
        return wish

    return add


def errors_of(found: Found) -> Found:
    return [one for one in found if one["severity"] == "error"]


def the_error(found: Found, words: str, line: int = 0, column: int = 0) -> dict[str, Any]:
    """The only error, whose message holds these words, at this place."""
    errors = errors_of(found)
    assert len(errors) == 1, errors
    one = errors[0]
    assert words in one["message"], one
    assert not line or one["line"] == line, one
    assert not column or one["column"] == column, one
    assert len(one["message"]) < 250, one
    return one


def lines_of(found: Found) -> list[int]:
    return sorted(one["line"] for one in errors_of(found))


def there(box: Box, one: dict[str, Any]) -> str:
    """The rest of the line at a finding's place."""
    text: str = (box.workspace / str(one["path"])).read_bytes().decode("utf-8-sig")
    line: str = text.split("\n")[one["line"] - 1]
    return line[one["column"] - 1 :]


@wanted("yaml/alias_bomb.yaml", "yaml/merge_bomb.yaml")
def _bomb(box: Box, watched: Watched, found: Found) -> None:
    one = the_error(found, "more than")
    assert one["code"] == "PM009"
    assert re.match(r"\[?\*a[0-9]", there(box, one))


@wanted("yaml/recursive_alias.yaml")
def _itself(box: Box, watched: Watched, found: Found) -> None:
    assert there(box, the_error(found, "itself", 6)).startswith("*x")


@wanted("yaml/deep_flow_100k.yaml", "yaml/deep_dash_20k.yaml", "yaml/deep_block_1000.yaml")
def _deep(box: Box, watched: Watched, found: Found) -> None:
    the_error(found, "levels of nesting")


@wanted("yaml/base60_long.yaml")
def _base60(box: Box, watched: Watched, found: Found) -> None:
    errors = errors_of(found)
    assert {one["line"] for one in errors} == {6}
    assert any("is not an estimate" in one["message"] for one in errors)
    assert max(len(one["message"]) for one in errors) < 250
    assert max(len(line) for line in watched.of("check").output.splitlines()) < 1000


@wanted("yaml/big_scalar_20MB.yaml")
def _too_big(box: Box, watched: Watched, found: Found) -> None:
    the_error(found, "larger than")


@wanted("yaml/big_int.yaml")
def _big_int(box: Box, watched: Watched, found: Found) -> None:
    assert there(box, the_error(found, "", 6)).startswith("99999")
    assert max(len(line) for line in watched.of("check").output.splitlines()) < 1000


@wanted("yaml/big_float.yaml")
def _big_float(box: Box, watched: Watched, found: Found) -> None:
    assert lines_of(found) == [6, 7, 8]


@wanted("yaml/duplicate_keys.yaml")
def _duplicate(box: Box, watched: Watched, found: Found) -> None:
    one = the_error(found, "owner", 9, 5)
    assert "8" in json.dumps(one)


@wanted("yaml/python_object.yaml", "yaml/tag_directive.yaml")
def _one_tag(box: Box, watched: Watched, found: Found) -> None:
    the_error([one for one in found if one["code"] == "PM004"], "not allowed")


@wanted("yaml/custom_tag.yaml")
def _two_tags(box: Box, watched: Watched, found: Found) -> None:
    tags = [one for one in errors_of(found) if one["code"] == "PM004"]
    assert [(one["line"], "not allowed" in one["message"]) for one in tags] == [(5, True), (6, True)]


@wanted("yaml/norway.yaml")
def _norway(box: Box, watched: Watched, found: Found) -> None:
    item = run(box, [["show", "attack/a", "--json"]]).calls[0]
    assert '"NO"' in item.output
    assert '"on"' in item.output or '"attack/on"' in item.output
    exported = next(one for one in watched.of("export").json()["items"] if one["id"] == "attack/a")
    assert exported["name"] == "NO"
    assert exported["x-version"] == "1.10"
    assert exported["x-id"] == "0123"
    assert exported["x-time"] == "12:30"
    assert exported["x-sha"] == "0e12345"
    assert exported["x-commit"] == "1e3"


@wanted(
    "yaml/scalar_bad_date.yaml",
    "yaml/scalar_bad_time.yaml",
    "yaml/scalar_float_dot.yaml",
    "yaml/scalar_tag_int_empty.yaml",
    "yaml/scalar_tag_timestamp.yaml",
    "yaml/scalar_unhashable_key.yaml",
)
def _scalar(box: Box, watched: Watched, found: Found) -> None:
    line = {"scalar_bad_date": 4, "scalar_tag_timestamp": 4, "scalar_bad_time": 6}
    name = next((box.workspace / "plans").iterdir()).stem
    assert set(lines_of(found)) == {line.get(name, 5)}


@wanted("yaml/nul_raw.yaml")
def _nul(box: Box, watched: Watched, found: Found) -> None:
    the_error(found, "NUL character", 6, 14)


@wanted("yaml/nul_escaped.yaml", "yaml/lone_surrogate.yaml")
def _escaped(box: Box, watched: Watched, found: Found) -> None:
    assert there(box, the_error(found, "", 6)).startswith('"')


@wanted("yaml/invalid_utf8.yaml")
def _latin(box: Box, watched: Watched, found: Found) -> None:
    the_error(found, "not UTF-8", 6, 16)


@wanted("yaml/utf16.yaml")
def _utf16(box: Box, watched: Watched, found: Found) -> None:
    the_error(found, "not UTF-8")


@wanted("yaml/utf8_bom.yaml")
def _bom(box: Box, watched: Watched, found: Found) -> None:
    """Accepted; and a mistake on line 1 has its column without the mark."""
    other = box.workspace / "plans" / "other.yaml"
    other.write_bytes(b"\xef\xbb\xbfkind: projct\ntasks: {a: {duration: 1d}}\n")
    one = the_error(errors_have_places(run(box, [["check", "--json"]]).calls[0]), "", 1)
    assert one["column"] in (1, 7)


@wanted("yaml/bidi_raw.yaml")
def _bidi(box: Box, watched: Watched, found: Found) -> None:
    assert [one["line"] for one in found if "U+202E" in one["message"]] == [6]
    for words in (["list"], ["report", "status"], ["timeline", "--format", "text"]):
        assert "\\u202e" in watched.of(*words).output, words


@wanted("yaml/invisible_ids.yaml")
def _look_alikes(box: Box, watched: Watched, found: Found) -> None:
    messages = {one["line"]: one["message"] + one["hint"] for one in found if one["severity"] == "error"}
    assert set(messages) == {6, 8}
    assert "200B" in messages[6].upper()
    assert "0430" in messages[8]


@wanted("yaml/multi_doc.yaml")
def _two_documents(box: Box, watched: Watched, found: Found) -> None:
    the_error(found, "", 7, 1)


@wanted("yaml/tab_indent.yaml")
def _tab(box: Box, watched: Watched, found: Found) -> None:
    the_error(found, "tab", 6, 1)


@wanted("yaml/anchors_kept.yaml")
def _anchors(box: Box, watched: Watched, found: Found) -> None:
    exported = next(one for one in watched.of("export").json()["items"] if one["id"] == "attack/a")
    assert exported["name"] == "quoted: yes"


@wanted("calendar/timezone.ws")
def _time_zone(box: Box, watched: Watched, found: Found) -> None:
    one = the_error(found, "time zone", 3)
    assert there(box, one).startswith("../")


@wanted("calendar/repeat.yaml")
def _repeat(box: Box, watched: Watched, found: Found) -> None:
    assert set(lines_of(found)) == {6, 7}


@wanted("graph/cycle2.yaml")
def _cycle(box: Box, watched: Watched, found: Found) -> None:
    one = the_error(found, "a")
    assert re.search(r"\ba\b.*\bb\b.*\ba\b|\bb\b.*\ba\b.*\bb\b", one["message"]), one


@wanted("graph/self.yaml")
def _self(box: Box, watched: Watched, found: Found) -> None:
    the_error(found, "")


@wanted("terminal/escapes.yaml")
def _terminal(box: Box, watched: Watched, found: Found) -> None:
    assert set(lines_of(found)) == {6, 7, 8, 9, 10, 11}
    assert all(one["code"] == "PM010" for one in errors_of(found))


@wanted("paths/data_traversal.yaml", "paths/data_devices.yaml")
def _data(box: Box, watched: Watched, found: Found) -> None:
    assert sorted(set(lines_of(found))) == [5, 6, 7, 8]


@wanted("paths/links.setup.sh")
def _links(box: Box, watched: Watched, found: Found) -> None:
    named = {one["path"].rpartition("/")[2] for one in found}
    assert named >= {"secrets.yaml", "loop", "loop1", "loop2", "pipe.yaml", "etcdir", "git"}


@wanted("html/links.yaml")
def _link_schemes(box: Box, watched: Watched, found: Found) -> None:
    for words in (["report", "status", "--format", "html"], ["timeline", "--format", "html"]):
        for link in judges.html(watched.of(*words).output).links:
            assert re.match(r"https?:|mailto:|#", link), link
            assert "pass@" not in link


@wanted("html/colour.yaml")
def _colour(box: Box, watched: Watched, found: Found) -> None:
    for call in watched.calls:
        if "html" in call.words or "svg" in call.words:
            assert "evil.example" not in call.output
            assert "expression(" not in call.output


@wanted("data/hostile_csv.ws")
def _metric(box: Box, watched: Watched, found: Found) -> None:
    """An error a wrong line; which of two equal days is wrong is ours to say."""
    data = [one for one in found if one["path"] == "metrics/m.csv"]
    lines = {one["line"] for one in data if one["severity"] == "error"}
    assert lines >= {2, 3, 4, 8, 9, 10, 11}, sorted(lines)
    assert all("<script>" not in call.output for call in watched.calls if "html" in call.words)


@wanted("gha/names.yaml")
def _annotations(box: Box, watched: Watched, found: Found) -> None:
    """Only pmctl's own annotations, one a finding, each of this file."""
    lines = [line for line in watched.of("check", "--format", "github").output.splitlines() if line.startswith("::")]
    assert all("plans/names.yaml" in line or line.startswith("::notice::") for line in lines)
    assert all("injected" not in line.split("::")[1] for line in lines)


@wanted("trust/comment_directives.yaml")
def _suppressions(box: Box, watched: Watched, found: Found) -> None:
    errors = {(one["line"], one["code"]) for one in errors_of(found)}
    assert 8 in {line for line, _ in errors}, "the duplicate key stays an error"
    assert (9, "PM101") in errors, "words inside a text allow nothing"
    assert (7, "PM101") not in errors, "a comment with a reason lets its line pass"
    assert [one["line"] for one in found if one["code"] == "PM016"] == [7], "what was allowed is listed"


@wanted("markdown/long_comment.yaml")
def _long(box: Box, watched: Watched, found: Found) -> None:
    document = judges.markdown(watched.of("report", "status", "--format", "md").output)
    assert all(len(content) < 50_000 for _, content in document.fences)


def test_every_wish_belongs_to_a_sample() -> None:
    assert set(WANTED) <= {row.id for row in rows()}


# --- templates --------------------------------------------------------------------------------------------------------

TEMPLATES = [row.name for row in rows() if row.family == "jinja"]
RENDERS = {"other.j2"}
MAY_PRINT_WORDS = {"ssti_format.j2"}


@pytest.mark.parametrize("name", TEMPLATES)
def test_template(name: str, tmp_path: Path) -> None:
    """As a user's template of text and of a page; a fault has its template and line."""
    box = Box(tmp_path / "box")
    box.settings()
    (box.workspace / "plan.yaml").write_text("kind: project\nname: P\ntasks: {a: {name: A, duration: 1d}}\n")
    shutil.copytree(ATTACKS / "jinja", box.workspace / "templates")
    as_page = name.replace(".j2", ".html.j2")
    shutil.copy(ATTACKS / "jinja" / name, box.workspace / "templates" / as_page)
    names = [name] if name.startswith("dos_") else [name, as_page]
    watched = run(box, [["report", "status", "--template", each] for each in names])
    for each, call in zip(names, watched.calls, strict=True):
        if name in RENDERS:
            assert call.status == 0
        elif name == "name_{bad}.j2":
            assert (call.status, call.output) == (2, "")
        elif call.status == 0:
            assert name in MAY_PRINT_WORDS, call.output[:300]
            assert "class" not in call.output.replace("__class__", "")
        else:
            assert (call.status, call.output) == (1, "")
            where = each if not name.startswith("include_self") else r"include_self[.\w]*"
            assert re.search(rf"templates/{where}:[0-9]+:[0-9]+: PM[0-9]+ ", call.errors), call.errors


def test_template_that_is_a_link_is_none(tmp_path: Path) -> None:
    box = Box(tmp_path / "box")
    box.settings()
    (box.workspace / "plan.yaml").write_text("kind: project\ntasks: {a: {duration: 1d}}\n")
    (box.workspace / "templates").mkdir()
    (box.workspace / "templates" / "status.txt.j2").symlink_to(box.top / "outside" / "plan.yaml")
    (box.workspace / "templates" / "own.j2").symlink_to("/etc/passwd")
    watched = run(box, [["report", "status"], ["report", "status", "--template", "own.j2"]])
    assert [call.status for call in watched.calls] == [0, 2]


# --- git --------------------------------------------------------------------------------------------------------------


def test_revisions_are_no_options(tmp_path: Path) -> None:
    from pmctl.git import resolve_revision

    repository = tmp_path / "repository"
    repository.mkdir()
    for words in (
        ["init", "-q"],
        ["-c", "user.email=a@b.example", "-c", "user.name=n", "commit", "-qm", "a", "--allow-empty"],
    ):
        subprocess.run(["git", *words], cwd=repository, check=True)
    before = sorted(path.relative_to(repository) for path in repository.rglob("*"))
    assert resolve_revision(repository, "HEAD") is not None
    for text in (ATTACKS / "git" / "revisions.args").read_text("utf-8").splitlines():
        assert resolve_revision(repository, text) is None, text
    assert sorted(path.relative_to(repository) for path in repository.rglob("*")) == before
    assert not MARK.exists()


def test_hostile_repositories_run_nothing(tmp_path: Path) -> None:
    """No program that a repository's configuration names is started, by no command."""
    made, marks = tmp_path / "made", tmp_path / "marks"
    subprocess.run(
        ["sh", str(ATTACKS / "git" / "make_hostile_repos.sh"), str(made), str(marks)], check=True, capture_output=True
    )
    for mark in marks.iterdir():
        mark.unlink()  # making them may have run their own hooks
    for name in ("hostile", "outer"):
        box = Box(tmp_path / f"box-{name}")
        shutil.copytree(made / name, box.workspace, dirs_exist_ok=True, symlinks=True)
        shutil.copy(ATTACKS / "git" / "hostile.gitattributes", box.workspace / ".gitattributes")
        extra = [["status", "-C", "plans"], ["check", "-C", "plans"]] if name == "outer" else []
        watched = run(box, [*CHECKS, *VIEWS, *GRAPHS, ["show", "p/a"], *extra])
        assert sorted(path.name for path in marks.iterdir()) == []
        assert watched.of("list", "tasks", "--json").json()["items"][0]["name"] == ("two" if name == "hostile" else "x")


# --- imports ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [row.name for row in rows() if row.family == "xml"])
def test_import(name: str, generated: Path, tmp_path: Path) -> None:
    box = Box(tmp_path / "box")
    source = box.workspace / name
    shutil.copy(source_of(f"xml/{name}", generated), source)
    call = run(box, [["import", "msproject", name, "-o", str(box.out / "plan") + "/"]]).calls[0]
    said = call.output + call.errors
    if name in ("billion_laughs.xml", "xxe_file.xml"):
        assert call.status in (1, 2)
        assert "DTD" in said
    elif name == "deep_200k.xml":
        assert call.status in (1, 2)
        assert "deep" in said
    written = "".join(path.read_text("utf-8") for path in box.out.rglob("*") if path.is_file())
    assert "root:" not in written
    assert "lollol" not in written


# --- filters ----------------------------------------------------------------------------------------------------------


def test_filters_are_globs(tmp_path: Path) -> None:
    """Brackets and braces stand for themselves; a wrong expression is a wrong call."""
    box = Box(tmp_path / "box")
    box.settings()
    box.add(ATTACKS / "redos" / "names.yaml")
    expressions = (ATTACKS / "redos" / "where.args").read_text("utf-8").splitlines()
    watched = run(box, [["list", "tasks", "--json", "--where", text] for text in expressions])
    assert {call.status for call in watched.calls} <= {0, 2}
    for call in watched.calls:
        assert call.status == 2 or call.json()["items"] == []
    assert [call.status for call in watched.calls].count(0) >= 5


# --- what a reader may not see ----------------------------------------------------------------------------------------

SECRETS = Path(__file__).resolve().parent / "plans" / "secrets"
"""A plan of which a client sees little: what is hidden holds `secret` or the number 7777.."""


def leaks_in(words: str, text: str) -> list[str]:
    """What is hidden and stands in an output; the name that was asked for may be repeated."""
    asked = next((item for item in SHOWN if item in words.split()), "")
    return [
        f"pmctl {words}: …{text[max(0, match.start() - 50) : match.end() + 20]!r}"
        for match in re.finditer(r"(?i)secret[\w.@/-]*|(?<![.0-9])7777[0-9]{2}|777,7[0-9]{2}", text)
        if not asked or match[0].lower() not in asked
    ]


def test_clients_and_the_public_see_nothing_internal(tmp_path: Path) -> None:
    """Promise 11: no name, id, path, money, rate or count of what is hidden leaves, in no format."""
    box = Box(tmp_path / "box")
    shutil.copytree(SECRETS, box.workspace, dirs_exist_ok=True)
    calls = []
    for audience in ("client", "public"):
        who = ["--audience", audience]
        for format in ("text", "md", "html", "json"):
            calls += [["report", "status", *words, "--format", format, *who] for words in ([], ["open"], ["shop"])]
        for format in ("text", "svg", "html", "mermaid"):
            grouped = ["--group-by", "status"]
            calls += [["timeline", "--format", format, *words, *who] for words in ([], grouped)]
        calls += [["list", name, "--format", format, *who] for name in COLLECTIONS for format in ("json", "md")]
        for format in ("text", "json", "md", "csv"):
            calls.append(["list", "--format", format, *who])
            calls.append(["list", "tasks", "--where", "critical or not critical", "--format", format, *who])
        calls += [["show", item, "--format", format, *who] for item in SHOWN for format in ("text", "json")]
        calls.append(["report", "status", *who, "-o", str(box.out / audience) + "/"])
        calls.append(["export", "json", *who])
    watched = run(box, [*calls, ["report", "status", "--format", "html"], ["list", "tasks", "--json"]])
    *others, own_report, own_list = watched.calls
    assert "secret-task" in own_report.output.lower(), "what nobody hides must be there"
    assert "secret-inner" in own_list.output.lower()
    outputs = [(" ".join(call.words), call.output + call.errors) for call in others]
    outputs += [(str(path.relative_to(box.out)), path.read_text("utf-8")) for path in sorted(box.out.rglob("*.*"))]
    leaks = [leak for words, text in outputs for leak in leaks_in(words, text)]
    assert leaks == [], "\n".join(leaks[:40])
    assert any("Seen" in text for _, text in outputs)
    judged(watched)


COLLECTIONS = (
    *("tasks", "features", "risks", "issues", "decisions", "people", "teams", "projects", "products", "milestones"),
    *("comments", "objectives", "releases", "deliverables", "quality", "stakeholders", "expenses", "actions"),
    *("contracts", "transfers", "changes", "payments"),
)
SHOWN = (
    "open",
    "open/seen",
    "open/launch",
    "open/stuck",
    "open/secret-secret",
    "shop/one",
    "secret-ana",
    "cleo",
    "open/open-risk",
)


# --- hostile words in every place -------------------------------------------------------------------------------------


def hostile_names() -> list[str]:
    """The names of all samples, each once."""
    found: dict[str, None] = {}
    for row_id in NAMES:
        found |= dict.fromkeys(name[:300] for name in names_in(ATTACKS / row_id).values())
    return list(found)


def quoted(text: str) -> str:
    """A YAML text in double quotes, what cannot be printed by escapes."""
    return "".join(['"', *(c if c.isprintable() and c not in '\\"' else f"\\U{ord(c):08x}" for c in text), '"'])


def everywhere(names: Sequence[str]) -> dict[str, str]:
    """A plan whose every text is hostile: names, owners, reasons, options, lines, tags, comments, updates."""

    def each(form: str) -> str:
        return "\n".join(form.format(n=number, t=quoted(name)) for number, name in enumerate(names))

    first = quoted(names[0])
    own = "description: {t}, tags: [{t}], x-own: {t}, accept: [{t}]}}"
    risk = "impact: {{time: 5d}}, plan: {t}, visibility: public}}"
    plan = f"""kind: project
id: attack
name: {first}
visibility: public
lead: p0
due: 2026-01-30
commitment: committed
budget: {{labour: 1k}}
updates:
  2026-02-06: {{by: p0, health: red, text: {first}}}
tasks:
{each("  t{n}: {{name: {t}, owner: p{n}, effort: 1d, due: 2026-01-20, commitment: committed, " + own)}
{each("  b{n}: {{name: {t}, owner: p{n}, duration: 1d, after: [t{n}], status: blocked, blocked: {t}}}")}
{each("  d{n}: {{name: {t}, owner: p{n}, duration: 1d, status: done, finished: 2026-02-09, external: {{party: {t}}}}}")}
{each("  g{n}: {{name: {t}, tasks: {{l{n}: {{name: {t}, duration: 1d}}}}}}")}
{each("  m{n}: {{name: {t}, milestone: 2026-02-20}}")}
risks:
{each("  r{n}: {{name: {t}, owner: p{n}, cause: {t}, category: {t}, probability: 90%, response: mitigate, " + risk)}
issues:
{each("  i{n}: {{name: {t}, owner: p{n}, severity: high, due: 2026-02-01}}")}
decisions:
{each("  c{n}: {{name: {t}, by: p{n}, status: proposed, due: 2026-02-12, options: [{t}, {t}], context: {t}}}")}
actions:
{each("  a{n}: {{name: {t}, owner: p{n}, due: 2026-02-01}}")}
quality:
{each("  q{n}: {{name: {t}, of: t{n}, criterion: {t}, result: fail}}")}
"""
    people = f"kind: people\npeople:\n{each('  p{n}: {{name: {t}, role: {t}, visibility: public}}')}\n"
    product = f"""kind: product
id: product
name: {first}
visibility: public
vision: {first}
features:
{each("  f{n}: {{name: {t}, problem: {t}, due: 2026-01-31, delivered-by: [attack/t{n}], release: v{n}}}")}
releases:
{each("  v{n}: {{name: {t}, due: 2026-01-31}}")}
"""
    comments = {
        f"comments/c{number}.yaml": "kind: comment\nabout: attack/t0\nby: p0\nat: 2026-02-09T10:00\n"
        f"text: {quoted(name)}\n"
        for number, name in enumerate(names)
    }
    settings = f"kind: workspace\nname: {first}\n"
    return {"pmctl.yaml": settings, "people.yaml": people, "attack.yaml": plan, "product.yaml": product, **comments}


def hostile_box(tmp_path: Path, part: int) -> Box:
    """A plan whose every text is hostile, with a third of the samples."""
    box = Box(tmp_path / "box")
    for path, text in everywhere(hostile_names()[part::3]).items():
        target = box.workspace / path
        target.parent.mkdir(exist_ok=True)
        target.write_text(text)
    return box


@pytest.mark.parametrize("part", range(3))
def test_hostile_words_in_every_place(part: int, tmp_path: Path) -> None:
    box = hostile_box(tmp_path, part)
    calls = [*CHECKS, *VIEWS, *GRAPHS]
    for audience in ("client", "public"):
        calls += [[*words, "--audience", audience] for words in VIEWS if words[0] in ("list", "timeline", "report")]
    for collection in ("features", "risks", "issues", "decisions", "people", "releases", "quality", "comments"):
        calls += [["list", collection, "--format", format] for format in ("text", "md", "csv")]
    for item in ("attack", "attack/t0", "attack/b0", "attack/r0", "attack/c0", "p0", "product", "product/f0"):
        calls += [["show", item], ["show", item, "--json"]]
    calls += [["list", "tasks", "--group-by", "owner", "--format", format] for format in ("text", "md", "csv")]
    calls += [["status", "attack"], ["deps", "attack/b0"], ["deps", "--people"]]
    calls += [["board", *words] for words in ([], ["--by", "owner"], ["--format", "md"], ["--format", "html"])]
    calls += [["timeline", "--as", "month"], ["timeline", "--json"], ["export", "ics"]]
    watched = run(box, calls)
    judged(watched)
    report = judges.markdown(watched.of("report", "status", "--format", "md").output)
    assert len(report.tables) >= 2
    assert all(
        "Approved by maintainers" not in heading for heading in report.headings if heading.startswith("Approved")
    )


@pytest.mark.parametrize("part", range(3))
def test_hostile_words_in_every_report(part: int, tmp_path: Path) -> None:
    """Every report of the registry, and the views of people and features, in every format."""
    calls = [["report", one.name, "attack", "--format", format] for one in REPORTS for format in PRINTED]
    calls += [["my-work", "p0"], ["workload"], ["roadmap"], ["roadmap", "--format", "md"]]
    watched = run(hostile_box(tmp_path, part), calls)
    judged(watched)
    assert sum(call.status == 0 for call in watched.calls) > len(calls) // 2


# --- the same bytes ---------------------------------------------------------------------------------------------------


def test_same_bytes_whatever_the_surroundings(tmp_path: Path) -> None:
    """Another hash seed, locale, time zone, order of files: the same answers."""
    example = Path(__file__).resolve().parent.parent / "examples" / "acme"
    calls = [*CHECKS[:2], *(words for words in VIEWS if words not in (["list"], ["status"], ["report", "status"]))]
    calls += [["deps", "--json"], ["report", "status", "--audience", "client", "--format", "html"]]
    answers = []
    for number, surroundings in enumerate(
        (
            {"PYTHONHASHSEED": "1", "LC_ALL": "C", "TZ": "UTC"},
            {"PYTHONHASHSEED": "77", "LC_ALL": "C.UTF-8", "TZ": "Pacific/Kiritimati", "COLUMNS": "200"},
        )
    ):
        box = Box(tmp_path / f"box-{number}")
        files = sorted(path for path in example.rglob("*") if path.is_file())
        for path in files if number == 0 else reversed(files):
            target = box.workspace / path.relative_to(example)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(path.read_bytes())
        picture = [["timeline", "checkout", "-o", str(box.out / "t.png")]]
        watched = run(box, [*calls, *calls[:4], *picture], surroundings)
        again = watched.calls[len(calls) : len(calls) + 4]
        assert [call.output for call in again] == [call.output for call in watched.calls[:4]]
        answers.append([*watched.calls[:-1], (box.out / "t.png").read_bytes()])
    for one, other in zip(*answers, strict=True):
        assert one == other, one.words if isinstance(one, Ran) else "the picture"


def test_the_guards_themselves_work(tmp_path: Path) -> None:
    """The canary is where it would be found, and the network is away where this machine permits it."""
    box = Box(tmp_path / "box")
    assert CANARY in (box.top / "outside" / "plan.yaml").read_text()
    before = box.fingerprint()
    (box.workspace / "new.yaml").write_text("x")
    assert box.fingerprint() != before
    call = Ran(("list",), 0, "ok\n::error::x\n", "")
    with pytest.raises(AssertionError, match="error"):
        from tests.sandbox import _commands_nothing

        _commands_nothing(call)
    if not without_network():
        pytest.skip("this machine lets nobody take the network away (`unshare -n`)")
