"""Templates: built-in ones fill in here, a workspace's own in a child that cannot do harm."""

from __future__ import annotations

import shutil
from datetime import date
from pathlib import Path

import pytest

from pmctl import render
from pmctl.folder import Folder
from pmctl.render import Fault, built_in_names, fill, own_names, position_of, rendered, sink_of

JINJA = Path(__file__).parents[3] / "shared" / "attacks" / "jinja"
PWNED = Path("/tmp/pmctl_pwned")

REFUSED = {
    "ssti_class": "unsafe",
    "ssti_format": "unsafe",
    "ssti_attr_format": "unsafe",
    "ssti_lipsum": "'lipsum' is undefined",
    "ssti_self": "unsafe",
    "ssti_mutate": "unsafe",
    "traversal_include": "no such template",
    "include_self": "without end",
    "dos_nested_range": "it writes more than",
    "dos_pow": "was stopped",
    "dos_str_mult": "memory",
    "dos_lipsum": "'lipsum' is undefined",
    "dos_doubling": "memory",
    "dos_macro_recursion": "without end",
    "safe_filter": "No filter named 'safe'",
    "undefined": "'no' is undefined",
    "env_leak": "'env' is undefined",
    "name_{bad}": "no such template",
}


def own(folder: Path, name: str, text: str) -> Folder:
    """A workspace folder with one template of its own."""
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates" / name).write_text(text, "utf-8")
    return Folder(folder)


def filled(folder: Path, name: str, text: str, **data: object) -> str:
    """What a workspace's own template becomes."""
    result, found = rendered(name, data, own=own(folder, name, text))
    assert found == ()
    return result


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_attacks_are_findings_at_their_line(tmp_path: Path, name: str) -> None:
    if not JINJA.exists():
        pytest.skip(f"{JINJA} is not here")
    shutil.copytree(JINJA, tmp_path / "templates")
    text, found = rendered(f"{name}.j2", {"plan": {"name": "P"}}, own=Folder(tmp_path))
    assert text == ""
    assert [(one.code, one.severity) for one in found] == [("PM020", "error")]
    assert REFUSED[name] in found[0].message
    assert position_of(found[0], Folder(tmp_path)) == 1
    assert not PWNED.exists()


def test_every_attack_is_listed_here() -> None:
    if not JINJA.exists():
        pytest.skip(f"{JINJA} is not here")
    assert {path.name.removesuffix(".j2") for path in JINJA.glob("*.j2")} == {*REFUSED, "other"}


def test_a_finding_points_at_the_line(tmp_path: Path) -> None:
    root = own(tmp_path, "page.md.j2", "one\n\ntwo {{ nobody }}\n")
    _, found = rendered("page.md.j2", {}, own=root)
    assert found[0].span.path == "templates/page.md.j2"
    assert position_of(found[0], root) == 3


def test_a_wrong_tag_is_a_finding(tmp_path: Path) -> None:
    root = own(tmp_path, "page.txt.j2", "fine\n{% for %}\n")
    _, found = rendered("page.txt.j2", {}, own=root)
    assert position_of(found[0], root) == 2


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("a.html.j2", "&lt;b&gt; | @x \\x1b"),
        ("a.md.j2", "\\<b\\> &#124; @\u200bx \\\\x1b"),
        ("a.txt.j2", "<b> | @x \\x1b"),
    ],
)
def test_values_are_escaped_for_the_sink(tmp_path: Path, name: str, expected: str) -> None:
    assert filled(tmp_path, name, "{{ value }}", value="<b> | @x \x1b") == expected


@pytest.mark.parametrize("name", ["a.html.j2", "a.md.j2", "a.txt.j2"])
@pytest.mark.parametrize(
    "template",
    [
        "{{ '' ~ value }}",
        "{{ value|upper|lower }}",
        "{{ [value]|join(',') }}",
        "{% set block %}x{% endset %}{{ block ~ value }}",
        "{% set block %}x{% endset %}{{ block + value }}",
        "{% macro m(x) %}{{ x }}{% endmacro %}{{ m(value) }}",
        "{% autoescape false %}{{ value }}{% endautoescape %}",
    ],
)
def test_no_way_around_the_escaper(tmp_path: Path, name: str, template: str) -> None:
    text = filled(tmp_path, name, template, value="<script>\x1b[2j</script>")
    assert "\x1b" not in text
    if name != "a.txt.j2":
        assert "<script" not in text.replace("\\<script", "")


def test_the_child_knows_nothing_of_its_surroundings(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CANARY", "SECRET")
    root = own(tmp_path, "a.txt.j2", "{{ cycler }}")
    assert rendered("a.txt.j2", {}, own=root)[1] != ()
    assert "SECRET" not in filled(tmp_path, "b.txt.j2", "{{ x }}", x=1)


def test_links_out_of_the_folder_are_no_templates(tmp_path: Path) -> None:
    outside = tmp_path / "outside.j2"
    outside.write_text("canary")
    root = tmp_path / "root"
    (root / "templates").mkdir(parents=True)
    (root / "templates" / "in.txt.j2").symlink_to(outside)
    assert own_names(Folder(root)) == ()
    assert rendered("in.txt.j2", {}, own=Folder(root))[1][0].code == "PM020"


def test_a_workspace_template_wins_over_the_built_in_one(tmp_path: Path) -> None:
    assert filled(tmp_path, "status.md.j2", "ours: {{ title }}", title="T") == "ours: T"


def test_ready_text_passes_and_only_that(tmp_path: Path) -> None:
    root = own(tmp_path, "a.html.j2", "{{ picture }}{{ title }}")
    text, found = rendered("a.html.j2", {"title": "<svg>"}, {"picture": "<svg></svg>"}, root)
    assert (text, found) == ("<svg></svg>&lt;svg&gt;", ())


def test_built_in_templates_are_strict() -> None:
    with pytest.raises(Fault) as fault:
        fill("status.md.j2", {}, {}, {})
    assert fault.value.template == "status.md.j2"
    assert fault.value.line == 1


def test_no_built_in_template_marks_anything_safe() -> None:
    assert {"status.md.j2", "timeline.svg.j2"} <= set(built_in_names())
    for path in built_in_names().values():
        assert "safe" not in path.read_text("utf-8").split()
        assert "|safe" not in path.read_text("utf-8")


@pytest.mark.parametrize(
    ("name", "sink"), [("a.html.j2", "html"), ("a.svg.j2", "svg"), ("a.md.j2", "markdown"), ("a.j2", "text")]
)
def test_the_name_says_the_sink(name: str, sink: str) -> None:
    assert sink_of(name) == sink


def test_colours_and_links_of_a_plan_are_judged(tmp_path: Path) -> None:
    template = "{{ colour|colour }} {{ address|link }}"
    assert filled(tmp_path, "a.html.j2", template, colour="red;x:url(y)", address="javascript:alert(1)").startswith("#")
    assert filled(tmp_path, "a.html.j2", template, colour="#ff0000", address="https://a.example") == (
        "#ff0000 https://a.example"
    )


def test_limits_are_those_of_the_page() -> None:
    assert render.SECONDS < 10
    assert render.CLOCK < 10


def test_what_is_no_day_is_shown_as_it_is() -> None:
    assert render.shown("2026-06-30", "day", date(2026, 2, 10)) == "Tue 30 Jun"
    assert render.shown("2026-03-02T14:00", "day", date(2026, 2, 10)) == "Mon 2 Mar"
    assert [render.shown(text, "day") for text in ("2026-Q2", "2026-03", "n/a")] == ["2026-Q2", "2026-03", "n/a"]
