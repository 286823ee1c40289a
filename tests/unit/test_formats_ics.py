"""The calendar that other tools read: lines as RFC 5545 wants them, ids that stay, no time zone to describe."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from pmctl.escape import icalendar, icalendar_line
from pmctl.formats.ics import write
from pmctl.load import load
from pmctl.plan import plan
from tests.transcript import ROOT

ACME = ROOT / "examples" / "acme"


def written(today: date = date(2026, 2, 10), folder: Path = ACME, document: str = "") -> str:
    return write(plan(load(folder), today, True), document)


def unfolded(text: str) -> list[str]:
    """Content lines as they were before they were folded."""
    return text.replace("\r\n ", "").split("\r\n")[:-1]


def uids(text: str) -> list[str]:
    return [line for line in unfolded(text) if line.startswith("UID:")]


def test_lines_end_in_crlf_and_are_short() -> None:
    text = written()
    assert "\n" not in text.replace("\r\n", "") and text.endswith("END:VCALENDAR\r\n")
    assert max(len(line.encode()) for line in text.split("\r\n")) <= 75


def test_every_event_has_what_it_needs_once() -> None:
    events = written().split("BEGIN:VEVENT\r\n")[1:]
    assert len(events) > 50
    for event in events:
        for name in ("UID:", "DTSTAMP:", "DTSTART", "SUMMARY:", "SEQUENCE:"):
            assert len([line for line in unfolded(event) if line.startswith(name)]) == 1, event


def test_ids_are_unique_and_stay_when_days_move() -> None:
    first, later = uids(written()), uids(written(date(2026, 3, 24)))
    assert len(set(first)) == len(first)
    assert "UID:checkout/launch@acme" in set(first) & set(later)
    assert written() == written()


def test_series_and_times() -> None:
    text = written()
    assert re.search(r"UID:wallet/nordbank-weekly@acme.*?RRULE:FREQ=WEEKLY;INTERVAL=1;UNTIL=\d{8}\r", text, re.DOTALL)
    assert "VTIMEZONE" not in text and "TZID" not in text


def test_one_document_has_its_own_and_the_people() -> None:
    found = {uid.removeprefix("UID:").partition("/")[0].partition(".")[0] for uid in uids(written(document="wallet"))}
    assert "wallet" in found and "ana" in found and "checkout" not in found


@pytest.mark.parametrize("number", range(60, 80))
def test_no_line_begins_with_what_a_build_server_obeys(number: int) -> None:
    text = "S:" + "é" * (number // 2) + "a" * (number % 2) + "::error::x" * 9
    lines = icalendar_line(text).split("\r\n")
    assert "".join([lines[0], *(line[1:] for line in lines[1:])]) == text
    assert all(len(line.encode()) <= 75 for line in lines)
    assert icalendar("##[error]x") == "##\u200b[error]x"
    assert not [line for line in lines if line.strip().startswith("::")]
