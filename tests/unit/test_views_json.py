"""What `--json` writes is what its schema says, the names are those of the plan, and nothing is lost on the way."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from tests.transcript import ROOT, run

PLAN = ROOT / "tests" / "plans" / "checkout"
SCHEMAS = ROOT / "pmctl" / "views" / "schemas"
CALLS = [
    ("list", ["list"]),
    ("list", ["list", "risks"]),
    ("list", ["list", "people"]),
    ("list", ["list", "comments"]),
    ("list", ["list", "tasks", "--group-by", "owner"]),
    ("list", ["list", "tasks", "--audience", "client"]),
    ("board", ["board"]),
    ("timeline", ["timeline"]),
    ("timeline", ["timeline", "shop", "--group-by", "theme"]),
    ("board", ["board", "shop", "--by", "horizon", "--limit", "now=1"]),
    ("show", ["show", "checkout/api"]),
    ("show", ["show", "shop"]),
    ("show", ["show", "ana"]),
    ("show", ["show", "launch", "--audience", "client"]),
    ("doctor", ["doctor", "machine", "plan"]),
    ("my-work", ["my-work", "ana"]),
    ("my-work", ["my-work", "bo", "--horizon", "60d"]),
    ("why", ["why"]),
    ("why", ["why", "checkout/launch"]),
    ("why", ["why", "checkout"]),
    ("why", ["why", "shop"]),
    ("deps", ["deps"]),
    ("deps", ["deps", "checkout"]),
    ("deps", ["deps", "checkout/api"]),
    ("deps", ["deps", "--people"]),
    ("trace", ["trace"]),
    ("trace", ["trace", "--audience", "public"]),
    ("trace", ["trace", "shop/one-click"]),
    ("trace", ["trace", "checkout/api", "--up"]),
    ("trace", ["trace", "shop/one-click", "--audience", "client"]),
    ("score", ["check", "--score"]),
    ("workload", ["workload"]),
    ("workload", ["workload", "checkout", "--by", "month"]),
    ("suggest", ["workload", "--suggest", "checkout/api"]),
    ("roadmap", ["roadmap"]),
    ("roadmap", ["roadmap", "shop", "--group-by", "sprint"]),
    ("roadmap", ["roadmap", "shop", "--odds"]),
    ("roadmap", ["roadmap", "--as", "swimlane", "--group-by", "team", "--audience", "client", "--all"]),
    ("roadmap", ["roadmap", "--as", "timeline", "--group-by", "owner", "--where", "horizon == 'now'"]),
    ("baseline", ["baseline", "list"]),
    ("status", ["status"]),
    ("status", ["status", "checkout"]),
    ("whatif", ["whatif", "checkout/api", "--slip", "5d"]),
    ("whatif", ["whatif", "psp-late", "--or", "--set", "launch.due=2026-04-07"]),
    ("whatif", ["whatif", "--level", "serial", "--level", "improve"]),
    *(
        (name, ["whatif", "checkout/api", "--slip", "5d", "--then", name, *more])
        for name, more in (
            ("status", []),
            ("list", []),
            ("board", []),
            ("my-work", ["ana"]),
            ("show", ["launch"]),
            ("deps", []),
            ("why", ["launch"]),
        )
    ),
    ("edit", ["set", "checkout/api", "remaining=5d", "--dry-run"]),
    ("edit", ["set", "checkout/launch", "due=2026-03-31", "--dry-run"]),  # nothing to do
    ("forecast", ["forecast", "--runs", "200"]),
    ("forecast", ["forecast", "checkout", "--runs", "200", "--calibrate", "--correlate", "person=0.5"]),
    ("forecast", ["forecast", "shop", "--runs", "1"]),
]


def said(arguments: list[str], folder: Path = PLAN) -> Any:
    ran = run([*arguments, "--json"], folder)
    assert ran.status == 0, ran.errors
    assert ran.output.endswith("}\n") and ran.output.count("\n") == 1 and not ran.output.startswith("\ufeff")
    return json.loads(ran.output, parse_constant=lambda name: pytest.fail(f"{name} is no JSON"))


@pytest.mark.parametrize(("name", "arguments"), CALLS)
def test_json_is_what_its_schema_says(name: str, arguments: list[str]) -> None:
    schema = json.loads((SCHEMAS / f"{name}.schema.json").read_text("utf-8"))
    jsonschema.Draft7Validator.check_schema(schema)
    jsonschema.validate(said(arguments), schema, jsonschema.Draft7Validator)


def test_every_schema_is_tried() -> None:
    tried = {name for name, _ in CALLS} | {
        "blame",
        "diff",
        "history",
        "hours",
        "notify",
        "review",
    }  # of revisions and of time sheets: tests of their own
    assert {path.name.removesuffix(".schema.json") for path in SCHEMAS.iterdir()} == tried


def test_a_group_sums_its_rows() -> None:
    document = said(["list", "tasks", "--group-by", "squad"])
    items = {item["id"]: item for item in document["items"]}
    for group in document["groups"]:
        rows = [items[name] for name in group["items"]]
        assert group["count"] == len(rows)
        assert group["effort-minutes"] == sum(row.get("effort-minutes", 0) for row in rows)
    assert sum(group["count"] for group in document["groups"]) == len(items)


def test_one_fact_is_the_same_in_every_view() -> None:
    """Start, forecast, status and health of each item are equal wherever they are said."""
    listed = {item["id"]: item for item in said(["list"])["items"]}
    for name, item in listed.items():
        shown = said(["show", name])["item"]
        for field in ("forecast-start", "forecast", "slip", "status", "health"):
            assert shown.get(field) == item.get(field), f"{name} {field}"
    projects = {item["id"]: item for item in said(["list", "projects"])["items"]}
    for standing in said(["status"])["documents"]:
        if standing["id"] in projects:
            assert standing["health"] == projects[standing["id"]]["health"]
            assert standing["forecast"] == projects[standing["id"]]["forecast"]
    for node in said(["deps"])["items"]:
        assert node["forecast"] == listed[node["id"]].get("forecast")


OUTSIDERS = [
    [*words, "--audience", audience, *form]
    for audience in ("client", "public")
    for words in (
        ["list"],
        ["list", "tasks"],
        ["list", "features"],
        ["list", "people"],
        ["list", "risks"],
        ["list", "comments"],
    )
    for form in (
        [],
        ["--json"],
        ["--format", "csv"],
        ["--format", "md"],
        ["--group-by", "status"],
        ["--sort", "-forecast"],
    )
] + [["show", "launch", "--audience", "client", *form] for form in ([], ["--json"])]
SECRETS = (
    "SECRET",
    "checkout/api",
    "Payment API",
    "two-click",
    "Two clicks",
    "ana",
    "620",
    "psp-late",
    "projects/",
    "contract",
)


@pytest.mark.parametrize("arguments", OUTSIDERS, ids=" ".join)
def test_readers_outside_see_nothing_internal(arguments: list[str]) -> None:
    ran = run(arguments, PLAN)
    assert ran.status in (0, 2)
    for secret in SECRETS:
        assert secret not in ran.output, secret


def test_same_bytes_in_any_folder_and_file_order(tmp_path: Path) -> None:
    import shutil

    shutil.copytree(PLAN, tmp_path / "a")
    (tmp_path / "b").mkdir()
    for path in sorted((tmp_path / "a").rglob("*.yaml"), reverse=True):
        file = tmp_path / "b" / path.relative_to(tmp_path / "a")
        file.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(path, file)
    for arguments in (["list", "--json"], ["status"], ["deps", "--format", "dot"], ["timeline", "--format", "svg"]):
        assert run(arguments, tmp_path / "a").output == run(arguments, tmp_path / "b").output
