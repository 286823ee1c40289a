"""Folders of plan files become one workspace in any order; foreign and broken files are left alone, or said."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from pmctl import discover
from pmctl.diagnostic import Diagnostic
from pmctl.load import Loaded, find_workspace, load
from pmctl.model.product import Feature, Product
from pmctl.model.project import Project, Task
from pmctl.model.workspace import category, resolve
from pmctl.parse import Map, Seq, Value, parse
from pmctl.plan import plan
from pmctl.rules.judging.run import findings

ROOT = Path(__file__).parents[2]
SHARED = ROOT.parent / "shared"


def loaded(**texts: str) -> Loaded:
    """Load files given as `projects__a=...` (for `projects/a.yaml`)."""
    return load(Path("/w/acme"), {f"{name.replace('__', '/')}.yaml": text.encode() for name, text in texts.items()})


def codes(found: Loaded) -> list[str]:
    return [one.code for one in found.diagnostics]


def marked(found: Loaded, one: Diagnostic) -> str:
    return found.texts[one.span.path][one.span.start : one.span.end]


PROJECT = "kind: project\ntasks:\n  a:\n  b: {after: a}\n"


# --- a whole workspace


def format_blocks() -> dict[str, bytes]:
    """The example blocks of the page on the format, by the file that they are said to be."""
    page = SHARED / "FORMAT.md"
    if not page.exists():
        pytest.skip("the page on the format is not here")
    parts = re.split(r"```yaml\n(.*?)```", page.read_text(encoding="utf-8"), flags=re.S)
    files = {}
    for before, block in zip(parts[::2], parts[1::2], strict=False):
        files[re.findall(r"`([\w/]+\.yaml)`", before)[-1]] = block.encode()
    return files


def test_the_examples_of_the_format_check_without_errors(tmp_path: Path) -> None:
    for name, text in format_blocks().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text)
    judged = findings(plan(load(tmp_path), date(2026, 2, 10)))
    assert [one for one in judged if one.severity == "error"] == []


def test_the_examples_of_the_format_load() -> None:
    found = load(Path("/w/acme"), format_blocks())
    assert [one for one in found.diagnostics if one.severity == "error"] == []
    workspace = found.workspace
    assert (workspace.id, workspace.currency, workspace.timezone) == ("acme", "EUR", "Europe/Berlin")
    assert set(workspace.documents) == {"checkout", "legal", "shop"}
    assert set(workspace.people) == {"ana", "bo", "dee", "mia", "pia"}
    assert category(workspace, "in-review") == "doing"
    api: Any = workspace.items["checkout/api"]
    assert isinstance(api, Task)
    assert (api.group, [link.target for link in api.after]) == ("checkout/build", ["design", "legal/contract"])
    assert api.due is not None and api.due.last == date(2026, 2, 27)
    checkout = workspace.documents["checkout"]
    assert isinstance(checkout, Project) and checkout.charter is not None and checkout.budget is not None
    assert checkout.top == ("checkout/kickoff", "checkout/discovery", "checkout/build", "checkout/launch")
    assert checkout.members["risks"] == ("checkout/psp-late",)
    assert workspace.items["acme/growth"].kind == "objective"
    shop = workspace.documents["shop"]
    assert isinstance(shop, Product) and shop.business_case is not None and shop.positioning is not None
    assert shop.positioning.for_ == "Busy shoppers"
    feature = workspace.items["shop/one-click"]
    assert isinstance(feature, Feature) and feature.outcome is not None and feature.delivered_by == ("checkout",)
    launch = workspace.items["shop/price-page"]
    assert isinstance(launch, Task) and launch.owner == "pia"
    assert resolve(workspace, "checkout", "legal/contract") is workspace.items["legal/contract"]
    assert workspace.policies["slip"].waivers[0].item == "checkout/launch"
    assert workspace.calendars["es"].based_on == "default"


def test_items_stand_in_file_order_with_groups_first() -> None:
    ids = list(load(Path("/w/acme"), format_blocks()).workspace.items)
    assert ids.index("checkout") < ids.index("checkout/discovery") < ids.index("checkout/interviews")
    assert ids.index("checkout/interviews") < ids.index("checkout/design") < ids.index("checkout/api")
    assert ids.index("shop/r2-1") < ids.index("shop/price-page")


@pytest.mark.parametrize("name", ["openstack", "kubernetes"])
def test_real_plans_load(name: str) -> None:
    folder = SHARED / "real" / name / "plan"
    if not folder.exists():
        pytest.skip(f"the plans of {name} are not here")
    found = load(folder)
    assert [one for one in found.diagnostics if one.severity == "error"] == []
    assert len(found.workspace.items) > 700


def test_generated_plans_load(tmp_path: Path) -> None:
    maker = SHARED / "bench" / "gen_plan.py"
    if not maker.exists():
        pytest.skip("the maker of plans is not here")
    size = ["--tasks", "300", "--people", "10", "--projects", "3", "--seed", "7"]
    subprocess.run([sys.executable, str(maker), *size, str(tmp_path / "p")], check=True, capture_output=True)
    found = load(tmp_path / "p")
    assert found.diagnostics == ()
    leaves = [item for item in found.workspace.items.values() if isinstance(item, Task) and not item.is_group]
    assert len(leaves) == 300
    for item in found.workspace.items.values():
        if isinstance(item, Task) and item.is_group:
            assert all(found.workspace.items[child].group == item.id for child in item.children)


@pytest.mark.parametrize("name", sorted(path.name for path in (ROOT / "examples").glob("*") if path.is_dir()))
def test_our_examples_load(name: str) -> None:
    found = load(ROOT / "examples" / name)
    assert [one for one in found.diagnostics if one.severity == "error"] == []


# --- what belongs to what


def test_the_smallest_plan() -> None:
    found = loaded(plan=PROJECT)
    project = found.workspace.documents["plan"]
    assert (project.title, project.kind, list(found.workspace.items)) == (
        "plan",
        "project",
        ["plan", "plan/a", "plan/b"],
    )
    assert (found.workspace.id, found.diagnostics) == ("acme", ())


def test_the_order_of_files_does_not_matter() -> None:
    files = {"b.yaml": PROJECT.encode(), "a.yaml": b"kind: people\npeople: {ana: }\n", "c/d.yml": PROJECT.encode()}
    one, two = load(Path("/w/x"), files), load(Path("/w/x"), dict(reversed(files.items())))
    assert list(one.workspace.items) == list(two.workspace.items) == ["b", "b/a", "b/b", "d", "d/a", "d/b", "ana"]
    assert one.content == two.content
    assert one.content != load(Path("/w/x"), {**files, "b.yaml": PROJECT.encode() + b"\n"}).content


def test_parts_join_their_document() -> None:
    found = loaded(
        aa="part-of: p\ntasks: {z: {tasks: {y: }}}\nrisks: {r: }\n"
        "budget: {cloud: 1k}\nupdates: {2026-01-01: {text: x}}\n",
        p="kind: project\nbudget: {labour: 2k}\nupdates: {2026-02-01: {text: y}}\ntasks: {a: }\n",
    )
    assert found.diagnostics == ()
    project = found.workspace.documents["p"]
    assert isinstance(project, Project) and project.budget is not None
    assert list(found.workspace.items) == ["p", "p/a", "p/z", "p/y", "p/r"]
    assert project.top == ("p/a", "p/z")
    assert project.members == {"tasks": ("p/a", "p/z", "p/y"), "risks": ("p/r",)}
    assert set(project.budget.lines) == {"labour", "cloud"}
    assert [one.text for one in project.updates] == ["x", "y"]


def test_an_id_is_unique_over_the_parts_of_a_document() -> None:
    found = loaded(p=PROJECT, q="part-of: p\nrisks: {b: {name: R}}\n")
    assert codes(found) == ["PM103"]
    one = found.diagnostics[0]
    assert (one.span.path, marked(found, one), one.related[0].span.path) == ("q.yaml", "b", "p.yaml")
    assert found.workspace.items["p/b"].kind == "task"


def test_the_same_id_in_two_documents_is_fine() -> None:
    assert loaded(p=PROJECT, q=PROJECT).diagnostics == ()


def test_a_document_id_is_unique() -> None:
    found = loaded(a__p=PROJECT, b__p="kind: product\nfeatures: {x: }\n")
    assert codes(found) == ["PM103"]
    assert (found.diagnostics[0].span.path, marked(found, found.diagnostics[0])) == ("b/p.yaml", "product")
    assert "p/x" not in found.workspace.items


def test_people_teams_and_resources_share_one_namespace() -> None:
    found = loaded(p="kind: people\npeople: {ana: }\nteams: {ana: }\n", q="kind: people\nresources: {ana: }\n")
    assert codes(found) == ["PM103", "PM103"]
    assert list(found.workspace.people) == ["ana"] and not found.workspace.teams


def test_a_team_may_have_the_name_of_a_document() -> None:
    found = loaded(shop="kind: product\nname: S\n", team="kind: people\nteams: {shop: }\n")
    assert found.diagnostics == ()
    assert found.workspace.items["shop"].kind == "product" and "shop" in found.workspace.teams


@pytest.mark.parametrize(
    ("part", "text", "hint"),
    [
        ("part-of: checkot\ntasks: {c: }\n", "checkot", "`checkout`"),
        ("part-of: zzz\ntasks: {c: }\n", "zzz", "name the id"),
        ("part-of: checkout\nfeatures: {c: }\n", "features", "a project has"),
        ("part-of: checkout\npeople: {c: }\n", "people", "a project has"),
        ("part-of: acme\nfields: {c: {of: task}}\n", "fields", "pmctl.yaml"),
    ],
)
def test_parts_that_belong_nowhere(part: str, text: str, hint: str) -> None:
    found = loaded(pmctl="kind: workspace\nid: acme\n", checkout=PROJECT, part=part)
    errors = [one for one in found.diagnostics if one.severity == "error"]
    assert [one.code for one in errors] == ["PM105"]
    assert marked(found, errors[0]) == text
    assert hint in errors[0].hint


def test_parts_of_the_workspace() -> None:
    found = loaded(
        pmctl="kind: workspace\nid: acme\nviews: {a: {of: task}}\n",
        more="part-of: acme\nobjectives: {growth: }\nviews: {b: {of: risk}}\npeople: {ana: }\n",
    )
    assert found.diagnostics == ()
    assert set(found.workspace.views) == {"a", "b"}
    assert found.workspace.items["acme/growth"].document == "acme"
    assert "ana" in found.workspace.people
    twice = loaded(
        pmctl="kind: workspace\nid: acme\nviews: {a: {of: task}}\n", q="part-of: acme\nviews: {a: {of: risk}}\n"
    )
    assert codes(twice) == ["PM103"] and twice.workspace.views["a"].of == "task"


def test_units_come_before_everything() -> None:
    found = loaded(a="kind: project\ntasks: {t: {effort: 1d}}\n", pmctl="kind: workspace\nunits: {day: 6h}\n")
    one = found.workspace.items["a/t"]
    assert isinstance(one, Task) and one.effort is not None and one.effort.likely.minutes == 360


def test_declared_fields_are_known_keys() -> None:
    settings = "kind: workspace\nfields: {squad: {of: task, type: choice, choices: [red, blue]}}\n"
    found = loaded(
        pmctl=settings, a="kind: project\ntasks: {t: {squad: red}, u: {squad: green}}\nrisks: {r: {squad: red}}\n"
    )
    assert [(one.code, marked(found, one)) for one in found.diagnostics] == [("PM006", "green"), ("PM005", "squad")]
    assert found.workspace.items["a/t"].x == {"squad": "red"}


def test_records_are_read() -> None:
    found = loaded(
        p=PROJECT,
        time__ana="kind: timesheet\nperson: ana\nentries: {2026-02-10: {p/a: 3h}}\n",
        comments__x1="kind: comment\nabout: p/a\nby: ana\nat: 2026-02-10T09:30\ntext: Fine\n",
        plans__2026="kind: baseline\nof: p\ndate: 2026-01-05\ntasks: {a: {start: 2026-01-05, finish: 2026-01-06}}\n",
    )
    assert found.diagnostics == ()
    workspace = found.workspace
    assert workspace.comments["x1"].text == "Fine" and workspace.items["x1"].kind == "comment"
    assert (workspace.timesheets[0].person, workspace.timesheets[0].entries[0].item) == ("ana", "p/a")
    assert (workspace.baselines[0].of, workspace.baselines[0].id, workspace.baselines[0].tasks[0].key) == (
        "p",
        "2026",
        "a",
    )


def test_two_time_sheets_may_have_one_name_two_comments_may_not() -> None:
    sheet = "kind: timesheet\nperson: ana\nentries: {}\n"
    assert loaded(a__w1=sheet, b__w1=sheet).diagnostics == ()
    comment = "kind: comment\nabout: p\nby: ana\nat: 2026-02-10\ntext: Fine\n"
    assert "PM103" in codes(loaded(a__c=comment, b__c=comment))


# --- shape and build together


def test_a_place_has_one_finding() -> None:
    found = loaded(p="kind: project\ntasks:\n  a: {effort: 5 days, progress: x, after: [b, c ++ d]}\n")
    assert [(one.code, marked(found, one)) for one in found.diagnostics] == [
        ("PM006", "5 days"),
        ("PM006", "x"),
        ("PM006", "c ++ d"),
    ]


def test_what_only_build_sees_is_said() -> None:
    found = loaded(p="kind: project\ntasks:\n  a: {due: 2026-02-30, effort: 5d..3d}\n")
    assert [(one.code, marked(found, one)) for one in found.diagnostics] == [
        ("PM006", "2026-02-30"),
        ("PM006", "5d..3d"),
    ]


def test_a_stem_that_is_no_id() -> None:
    found = load(Path("/w/x"), {"My Plan.yaml": PROJECT.encode()})
    assert codes(found) == ["PM007"]
    assert load(Path("/w/x"), {"My Plan.yaml": b"id: plan\n" + PROJECT.encode()}).diagnostics == ()


# --- is it ours?


@pytest.mark.parametrize(
    "text",
    [
        "apiVersion: v1\nkind: Pod\nspec: {}\n",
        "apiVersion: v1\nkind: Project\ntasks: {a: }\n",
        "version: '3'\ntasks: {build: {cmds: [make]}}\n",
        "name: CI\njobs: {build: {steps: []}}\n",
        "- hosts: all\n  tasks: []\n",
        "just a text\n",
        "",
        "kind: pipeline\nsteps: []\n",
        "apiVersion: v1\nkind: Pod\n---\napiVersion: v1\nkind: Service\n",
    ],
)
def test_foreign_files_are_left_alone(text: str) -> None:
    found = loaded(other=text, p=PROJECT)
    assert found.diagnostics == ()
    assert list(found.workspace.documents) == ["p"]


@pytest.mark.parametrize(
    ("text", "severity", "spot", "hint"),
    [
        ("kind: projct\ntasks: {a: }\n", "error", "projct", "`project`"),
        ("kind: Project\ntasks: {a: }\n", "error", "Project", "`project`"),
        ("kind: projects\n", "error", "projects", "`project`"),
        ("kind: plan\ntasks: {a: }\n", "error", "plan", "the kinds are"),
        ("Kind: project\ntasks: {a: }\n", "error", "Kind", "`kind`"),
        ("part_of: checkout\ntasks: {a: }\n", "error", "part_of", "`part-of`"),
        ("name: My plan\ntasks: {a: }\n", "warning", "tasks", "`kind: project`"),
        ("features: {a: }\n", "warning", "features", "`kind: product`"),
    ],
)
def test_a_lost_kind_is_found(text: str, severity: str, spot: str, hint: str) -> None:
    found = loaded(p=text)
    assert [(one.code, one.severity, marked(found, one)) for one in found.diagnostics] == [("PM013", severity, spot)]
    assert hint in found.diagnostics[0].hint


def test_a_broken_file_is_an_error_where_it_says_a_kind() -> None:
    broken = "tasks: {a: [\n"
    assert [(one.code, one.severity) for one in loaded(p="kind: project\n" + broken).diagnostics] == [
        ("PM002", "error")
    ]
    assert [(one.code, one.severity) for one in loaded(p=broken).diagnostics] == [("PM001", "info")]
    assert [(one.code, one.severity) for one in loaded(p="apiVersion: v1\nkind: Pod\n{{ x }}\n").diagnostics] == [
        ("PM001", "info")
    ]
    named = loaded(pmctl="kind: workspace\nplans: ['p*']\n", p=broken)
    assert [(one.code, one.severity) for one in named.diagnostics] == [("PM002", "error")]


def test_no_encoding_hides_a_plan() -> None:
    found = load(Path("/w/x"), {"p.yaml": "\ufeffkind: project\n".encode("utf-16-le")})
    assert [(one.code, one.severity) for one in found.diagnostics] == [("PM001", "error")]


def test_a_plan_behind_a_foreign_document_is_not_hidden() -> None:
    found = loaded(p="apiVersion: v1\nkind: Pod\n---\nkind: project\ntasks: {a: }\n")
    assert "PM015" in codes(found)


def test_settings_stand_at_the_root_only() -> None:
    found = loaded(other="kind: workspace\nname: W\n")
    assert codes(found) == ["PM013"] and found.diagnostics[0].severity == "error"


def test_settings_without_a_kind() -> None:
    found = loaded(pmctl="views: {a: {of: task}}\nunits: {day: 6h}\n")
    assert {one.code for one in found.diagnostics} <= {"PM008", "PM013"}
    assert found.workspace.units.day == 360
    assert loaded(pmctl="", p=PROJECT).workspace.documents


def test_one_file_may_be_named_like_settings_and_be_a_plan() -> None:
    found = loaded(pmctl=PROJECT)
    assert list(found.workspace.documents) == ["pmctl"]


# --- folders


def write(root: Path, **texts: str) -> None:
    for name, text in texts.items():
        path = root / f"{name.replace('__', '/')}.yaml"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")


def test_hidden_and_foreign_workspaces_are_not_read(tmp_path: Path) -> None:
    write(tmp_path, p=PROJECT, sub__q=PROJECT, other__pmctl="kind: workspace\n", other__deep__r=PROJECT)
    write(tmp_path / ".hidden", s=PROJECT)
    (tmp_path / ".t.yaml").write_text(PROJECT)
    (tmp_path / "u.txt").write_text(PROJECT)
    assert list(load(tmp_path).workspace.documents) == ["p", "q"]


def test_files_given_obey_the_same_rules() -> None:
    files = {
        "p.yaml": PROJECT,
        ".hidden/s.yaml": PROJECT,
        "other/pmctl.yaml": "kind: workspace\n",
        "other/d/r.yaml": PROJECT,
    }
    found = load(Path("/w/x"), {path: text.encode() for path, text in files.items()})
    assert list(found.workspace.documents) == ["p"]


def test_ignored_folders_are_not_read(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    (tmp_path / ".gitignore").write_text("node_modules/\n/out\n*.tmp.yaml\n")
    write(tmp_path, p=PROJECT, node_modules__q=PROJECT, out__r=PROJECT, sub__out__s=PROJECT)
    (tmp_path / "t.tmp.yaml").write_text(PROJECT)
    assert list(load(tmp_path).workspace.documents) == ["p", "s"]
    assert list(load(tmp_path / "out").workspace.documents) == ["r"]


def test_plans_narrows(tmp_path: Path) -> None:
    write(tmp_path, pmctl="kind: workspace\nplans: [projects/**, 'top?.yaml']\n")
    write(tmp_path, projects__a__b=PROJECT, projects__c=PROJECT, other__d=PROJECT, top1=PROJECT, top10=PROJECT)
    assert list(load(tmp_path).workspace.documents) == ["b", "c", "top1"]


def test_links_and_devices_are_named_not_followed(tmp_path: Path) -> None:
    root = tmp_path / "w"
    write(root, p=PROJECT, plans__q=PROJECT)
    (tmp_path / "secret.yaml").write_text("kind: project\nname: SECRET\n")
    os.symlink(tmp_path / "secret.yaml", root / "plans" / "secret.yaml")
    os.symlink(tmp_path, root / "plans" / "away")
    os.symlink(".", root / "plans" / "loop")
    os.symlink("two", root / "plans" / "one")
    os.symlink("one", root / "plans" / "two")
    os.mkfifo(root / "plans" / "pipe.yaml")
    found = load(root)
    assert list(found.workspace.documents) == ["p", "q"]
    assert sorted((one.span.path, one.severity) for one in found.diagnostics) == [
        (f"plans/{name}", "warning") for name in ("away", "loop", "one", "pipe.yaml", "secret.yaml", "two")
    ]
    assert {one.code for one in found.diagnostics} == {"PM001"}


def test_bounds_of_a_workspace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, a=PROJECT, b=PROJECT, c=PROJECT)
    monkeypatch.setattr(discover, "FILES", 2)
    found = load(tmp_path)
    assert [(one.code, one.span.path) for one in found.diagnostics] == [("PM009", "c.yaml")]
    monkeypatch.setattr(discover, "FILES", 9)
    monkeypatch.setattr(discover, "WORKSPACE_BYTES", 50)
    assert "PM009" in codes(load(tmp_path))


def test_folders_nested_too_deep(tmp_path: Path) -> None:
    deep = tmp_path.joinpath(*["d"] * (discover.FOLDER_DEPTH + 2))
    write(deep, a=PROJECT)
    found = load(tmp_path)
    assert codes(found) == ["PM001"] and not found.workspace.documents


def test_one_file_is_the_plan(tmp_path: Path) -> None:
    write(tmp_path, p=PROJECT, q=PROJECT)
    found = load(tmp_path / "p.yaml")
    assert list(found.workspace.documents) == ["p"]
    assert found.root == tmp_path


def test_finding_the_workspace(tmp_path: Path) -> None:
    write(tmp_path, w__pmctl="kind: workspace\n", w__deep__p=PROJECT, bare__p=PROJECT, none__x="a: 1\n")
    assert find_workspace(tmp_path / "w" / "deep") == tmp_path / "w"
    assert find_workspace(tmp_path / "bare") == tmp_path / "bare"
    assert find_workspace(tmp_path / "bare" / "p.yaml") == tmp_path / "bare" / "p.yaml"
    assert find_workspace(tmp_path / "none") is None
    assert find_workspace(tmp_path / "missing") is None


def test_the_search_stops_at_the_repository(tmp_path: Path) -> None:
    write(tmp_path, pmctl="kind: workspace\n", repo__sub__p=PROJECT)
    (tmp_path / "repo" / ".git").mkdir()
    assert find_workspace(tmp_path / "repo" / "sub") == tmp_path / "repo" / "sub"
    assert find_workspace(tmp_path / "repo") == tmp_path / "repo"


@pytest.mark.parametrize(
    ("pattern", "path", "fits"),
    [
        ("projects/**", "projects/a/b.yaml", True),
        ("projects", "projects/a/b.yaml", True),
        ("**/*.yaml", "a.yaml", True),
        ("**/b/*.yaml", "a/b/c.yaml", True),
        ("*.yaml", "a/b.yaml", False),
        ("a?.yaml", "ab.yaml", True),
        ("a?.yaml", "a.yaml", False),
        ("[a].yaml", "a.yaml", False),
        ("[a].yaml", "[a].yaml", True),
        ("**", "a/b/c.yaml", True),
        ("a/**/c.yaml", "a/c.yaml", True),
        ("/a.yaml", "a.yaml", True),
        ("*" * 200 + "b", "a" * 2000, False),
    ],
)
def test_patterns_of_paths(pattern: str, path: str, fits: bool) -> None:
    assert discover.matches(pattern, path) is fits


# --- hostile files


def attack_files() -> list[Path]:
    return sorted((SHARED / "attacks").glob("*/*.yaml")) if SHARED.exists() else []


@pytest.mark.parametrize("path", attack_files(), ids=lambda path: f"{path.parent.name}-{path.stem}")
def test_hostile_files_give_findings(path: Path) -> None:
    found = load(Path("/w/w"), {"pmctl.yaml": b"{kind: workspace, name: W}\n", f"plans/{path.name}": path.read_bytes()})
    for one in found.diagnostics:
        assert re.fullmatch(r"PM0\d\d|PM103|PM105", one.code)
        assert len(one.message) < 400


ODD = ("~", "[]", "{}", "5", "x", "[[1], ~]", "{a: {b: 1}}", "true", "''", "-1", "{2026-01-01: ~}", "2026-01-01")


def places_in(value: Value) -> list[tuple[int, int]]:
    """Start and end of every value in a tree."""
    if isinstance(value, Map):
        return [place for key in value for place in (value.places[key][1:], *places_in(value[key]))]
    if isinstance(value, Seq):
        pairs = zip(value, value.places, strict=True)
        return [place for element, own in pairs for place in (own, *places_in(element))]
    return []


@pytest.mark.parametrize("path", sorted((ROOT / "examples").rglob("*.yaml")), ids=lambda path: path.stem)
def test_no_value_anywhere_stops_the_loading(path: Path) -> None:
    tree, _ = parse(path.name, path.read_bytes())
    assert tree is not None
    for number, (start, end) in enumerate(places_in(tree.root)[::7]):
        text = tree.text[:start] + ODD[number % len(ODD)] + tree.text[end:]
        assert isinstance(load(Path("/w/x"), {path.name: text.encode()}), Loaded)


def test_the_repeat_bomb_is_refused() -> None:
    path = SHARED / "attacks" / "calendar" / "repeat.yaml"
    if not path.exists():
        pytest.skip("the samples of attacks are not here")
    found = load(Path("/w/w"), {"p.yaml": path.read_bytes()})
    assert "PM006" in codes(found)
    assert all(not isinstance(item, Task) or item.repeat is None for item in found.workspace.items.values())


def test_memory_is_not_shared_between_loads() -> None:
    first = loaded(pmctl="kind: workspace\nunits: {day: 6h}\n", a="kind: project\ntasks: {t: {effort: 1d}}\n")
    second = loaded(a="kind: project\ntasks: {t: {effort: 1d}}\n")
    one, two = first.workspace.items["a/t"], second.workspace.items["a/t"]
    assert isinstance(one, Task) and isinstance(two, Task) and one.effort is not None and two.effort is not None
    assert (one.effort.likely.minutes, two.effort.likely.minutes) == (360, 480)


def test_comments_that_allow_are_kept() -> None:
    found = loaded(p="kind: project\ntasks:\n  # pmctl: allow PM204 agreed with Mia\n  a: {effort: 1d}\n")
    assert [(one.code, one.reason, one.line) for one in found.allows["p.yaml"]] == [("PM204", "agreed with Mia", 3)]


def test_the_content_is_the_hash_of_the_bytes_of_all_plan_files() -> None:
    files = {
        "pmctl.yaml": "kind: workspace\nname: Größe\n".encode(),
        "a.yaml": b"\xef\xbb\xbfkind: project\ntasks:\n  one: {effort: 1d}\n",
        "b.yaml": b"kind: project\r\ntasks:\r\n  two: {effort: 1d}\r\n",
        "c.yaml": "kind: project\nname: Größe\n".encode("latin-1"),
        "d.yaml": b"kind: project\nname: [\n",
        "other.yaml": b"version: 3\n",
    }
    whole = sha256()
    for path in sorted(files.keys() - {"other.yaml"}):
        whole.update(path.encode() + b"\0" + sha256(files[path]).digest())
    found = load(Path("/w/acme"), files)
    assert found.content == whole.hexdigest() == found.content
    assert load(Path("/w/acme"), dict(reversed(files.items()))).content == found.content
    assert load(Path("/w/acme"), files | {"b.yaml": files["b.yaml"] + b"#"}).content != found.content
