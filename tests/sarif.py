"""What GitHub asks of a SARIF file, as far as it can be asked without its own validator; and that one, where it is."""

from __future__ import annotations

import gzip
import json
import os
import re
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any

VALIDATOR = os.environ.get("PMCTL_SARIF_MULTITOOL") or shutil.which("Sarif.Multitool")
"""The program of the npm package @microsoft/sarif-multitool-linux (-darwin, -win32)."""
NO_VALIDATOR = "Sarif.Multitool is neither on the PATH nor named by PMCTL_SARIF_MULTITOOL"

_NAME = re.compile(r"[A-Z][A-Za-z0-9]{0,254}")


def validate(folder: Path) -> str:
    """What the validator says of all `.sarif` files of a folder; empty where it finds nothing."""
    call = [
        str(VALIDATOR),
        "validate",
        str(folder / "*.sarif"),
        "--rule-kind",
        "Sarif;Ghas",
        "--level",
        "Error;Warning",
    ]
    done = subprocess.run(call, capture_output=True, text=True, check=False)
    said = done.stdout + done.stderr
    quiet = ("Analyzing...", "THREADS", "Done.", "Analysis completed successfully.", "")
    loud = [line for line in said.splitlines() if not line.strip().startswith(quiet[:-1]) and line.strip()]
    return "\n".join(loud) or ("" if done.returncode == 0 else f"exit status {done.returncode}")


def wrong(text: str) -> list[str]:
    """What GitHub would not take or not show."""
    document = json.loads(text)
    found = [] if document["version"] == "2.1.0" and document["$schema"] else ["version"]
    if len(gzip.compress(text.encode())) > 10_000_000 or len(document["runs"]) > 20:
        found.append("too large")
    found += ["an empty text"] if "" in _texts(document) else []
    for run in document["runs"]:
        rules = run["tool"]["driver"]["rules"]
        if not run["automationDetails"]["id"].endswith("/"):
            found.append("the category of a run ends with /")
        if len({rule["id"] for rule in rules}) != len(rules) or len(run["results"]) > 25_000:
            found.append("rules or results")
        for rule in rules:
            found += [f"{rule['id']}: {what}" for what in _rule(rule)]
        for result in run["results"]:
            found += [f"{result['ruleId']}: {what}" for what in _result(result, rules, run["columnKind"])]
        marks = [result["partialFingerprints"]["primaryLocationLineHash"] for result in run["results"]]
        if len(set(marks)) != len(marks):
            found.append("two results with one fingerprint")
    return found


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict | list):
        for part in value.values() if isinstance(value, dict) else value:
            yield from _texts(part)


def _rule(rule: dict[str, Any]) -> Iterator[str]:
    if not _NAME.fullmatch(rule["name"]):
        yield "its name"
    for key in ("shortDescription", "fullDescription"):
        if not 0 < len(rule[key]["text"]) <= 1024:
            yield key
    if not rule["help"]["text"] or not rule["help"]["markdown"] or not rule["helpUri"].startswith("https://"):
        yield "no help"
    properties = rule["properties"]
    if not 0 < len(properties["tags"]) <= 20 or properties["precision"] != "very-high":
        yield "its properties"
    if properties["problem.severity"] not in ("error", "warning", "recommendation"):
        yield "its severity"
    if rule["defaultConfiguration"]["level"] not in ("error", "warning", "note"):
        yield "its level"


def _result(result: dict[str, Any], rules: list[dict[str, Any]], unit: str) -> Iterator[str]:
    if rules[result["ruleIndex"]]["id"] != result["ruleId"]:
        yield "points to another rule"
    if result["level"] not in ("error", "warning", "note") or not result["message"]["text"].strip():
        yield "its level or message"
    if re.search(r"\]\([^)]", result["message"]["text"]):
        yield "a link that the plan made"
    if unit != "unicodeCodePoints" or len(result["locations"]) != 1:
        yield "its location"
    for place in (*result["locations"], *result.get("relatedLocations", ())):
        file, region = place["physicalLocation"]["artifactLocation"], place["physicalLocation"]["region"]
        if re.match(r"/|[A-Za-z]+:", file["uri"]) or ".." in file["uri"].split("/") or not file["uri"].isascii():
            yield "its file is not relative"
        first, last = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
        if not (1, 1) <= first < last:
            yield "nothing is marked"
