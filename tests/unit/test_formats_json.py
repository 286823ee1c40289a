"""The JSON export: valid by its schema, complete, the same on every run, and silent for strangers."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from datetime import date
from pathlib import Path
from typing import Any

import jsonschema
import pytest

from pmctl.formats import FORMATS, Format, reader, writer
from pmctl.formats.json import SCHEMA_FILE
from pmctl.load import load
from pmctl.plan import Plan, plan

ROOT = Path(__file__).parents[2]
ACME = ROOT / "examples/acme"
TODAY = date(2026, 2, 10)


@pytest.fixture(scope="module")
def acme() -> Plan:
    return plan(load(ACME), TODAY)


@pytest.fixture(scope="module")
def exported(acme: Plan) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(writer("json")(acme, "", "internal"))
    return found


def item(exported: dict[str, Any], id: str) -> dict[str, Any]:
    return next(entry for entry in exported["items"] if entry["id"] == id)


def test_registry_names_every_module() -> None:
    folder = ROOT / "pmctl/formats"
    shared = {"__init__", "plan_text", "names"}
    modules = {path.stem for path in folder.iterdir() if path.suffix == ".py" or (path / "__init__.py").exists()}
    assert {form.module for form in FORMATS} == modules - shared
    assert all(isinstance(form, Format) and (form.reads or form.writes) for form in FORMATS)
    with pytest.raises(KeyError):
        reader("json")


@pytest.mark.parametrize("name", ["acme", "portfolio", "small"])
def test_valid_by_its_schema(name: str) -> None:
    schema = json.loads(SCHEMA_FILE.read_text())
    jsonschema.Draft7Validator.check_schema(schema)
    for audience in ("internal", "client", "public"):
        text = writer("json")(plan(load(ROOT / "examples" / name), TODAY), "", audience)
        jsonschema.validate(json.loads(text), schema)


def test_computed_lengths_are_days_with_the_exact_minutes_beside(exported: dict[str, Any]) -> None:
    found = [entry["schedule"] for entry in exported["items"] if "float" in entry.get("schedule", {})]
    assert any(one["float-minutes"] % 480 for one in found), "no length that is not whole days: the test shows nothing"
    for one in found:
        for key in ("duration", "float", "free-float", "levelled"):
            assert re.fullmatch(r"-?[0-9]+(\.[0-9])?d", one[key])
            assert abs(float(one[key][:-1]) * 480 - one[f"{key}-minutes"]) <= 48


def test_everything_is_there_once(acme: Plan, exported: dict[str, Any]) -> None:
    ids = [entry["id"] for entry in exported["items"]]
    assert len(ids) == len(set(ids))
    assert set(acme.workspace.items) <= set(ids)
    assert exported["content"] == acme.loaded.content
    assert exported["today"] == "2026-02-10"


def test_plan_keys_texts_and_numbers(exported: dict[str, Any]) -> None:
    api = item(exported, "checkout/api")
    assert (api["effort"], api["effort-minutes"]) == ("15d", 7200)
    assert (api["progress"], api["progress-share"]) == ("40%", 0.4)
    assert api["after"][-1] == {
        "item": "legal/contract",
        "type": "FS",
        "text": "legal/contract + 3d",
        "lag-minutes": 1440,
    }
    assert api["sprint"] == "checkout/s4"
    assert api["squad"] == "red"
    assert api["schedule"]["forecast"].startswith("2026-04-07T")
    assert api["schedule"]["because"]["item"] == "legal/contract"
    design = item(exported, "checkout/design")
    assert (design["effort-low-minutes"], design["effort-minutes"], design["effort-high-minutes"]) == (2880, 3840, 6720)
    case = item(exported, "shop")["business-case"]
    assert case["benefits"]["2027"]["sales-amount"] == 210000
    assert item(exported, "shop/one-click")["due-last"] == "2026-06-30"
    assert item(exported, "shop/one-click")["go-live"] == "2026-04-01"
    assert item(exported, "ana")["rate"] == {"2026-01-01": "620/d", "2027-01-01": "650/d"}
    assert item(exported, "bo")["rate"] == "580/d"
    assert item(exported, "checkout")["budget"]["labour-amount"] == 80000
    assert item(exported, "shop/fb-112")["source"] == "interview"
    assert item(exported, "checkout/kickoff")["milestone-date"] == "2026-01-05"
    assert item(exported, "ana")["x-desk"] == "Madrid 2.14"


def test_no_python_shows_through(exported: dict[str, Any]) -> None:
    text = json.dumps(exported)
    assert not re.search(r"object at 0x|datetime\.|Decimal\(|Fraction\(|\bWhen\(|_", text.replace("__", ""))


def test_one_document(acme: Plan) -> None:
    found = json.loads(writer("json")(acme, "legal", "internal"))
    assert {entry.get("document", "") for entry in found["items"]} == {"legal", ""}
    assert any(entry["id"] == "legal/contract" for entry in found["items"])


@pytest.mark.parametrize("audience", ["client", "public"])
def test_strangers_see_little(acme: Plan, audience: str) -> None:
    text = str(writer("json")(acme, "", audience))
    for secret in ("620/d", "80k", "effort", "rate", "Ana Ruiz", "psp-late", "checkout/api", "labour", "Fewer calls"):
        assert secret not in text, secret
    ids = {entry["id"] for entry in json.loads(text)["items"]}
    assert "shop/r2-1" in ids
    assert {"shop/one-click", "wallet/go-live"} <= ids if audience == "client" else "shop/one-click" not in ids


def test_the_same_bytes_whatever_the_hash_seed() -> None:
    code = (
        "import sys; from datetime import date; from pathlib import Path\n"
        "from pmctl.formats import writer; from pmctl.load import load; from pmctl.plan import plan\n"
        "sys.stdout.write(writer('json')(plan(load(Path('examples/small')), date(2026, 2, 10)), '', 'internal'))"
    )
    outputs = {
        subprocess.run(
            [sys.executable, "-c", code], cwd=ROOT, env={"PYTHONHASHSEED": seed}, capture_output=True, check=True
        ).stdout
        for seed in ("1", "2")
    }
    assert len(outputs) == 1
