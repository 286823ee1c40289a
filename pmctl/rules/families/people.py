"""PM3xx: people and load."""

from __future__ import annotations

from pmctl.model.control import Action, Deliverable, Issue, Risk
from pmctl.model.people import Person, Resource, Team
from pmctl.model.records import Timesheet
from pmctl.rules.judging.rule import Rule

PEOPLE = (
    Rule("PM301", "no-owner"),
    Rule("PM302", "overallocated"),
    Rule("PM303", "time-off-while-assigned"),
    Rule("PM304", "spent-beside-timesheet", about=(Timesheet,)),
    Rule("PM305", "skill-missing"),
    Rule("PM306", "resource-clash", about=(Resource,)),
    Rule("PM307", "same-person-everywhere"),
    Rule("PM308", "team-empty", about=(Team,)),
    Rule("PM309", "team-too-small", about=(Team,)),
    Rule("PM310", "critical-without-owner"),
    Rule("PM311", "item-without-owner", about=(Action, Deliverable, Issue, Risk)),
    Rule("PM312", "overbooked-day", about=(Timesheet,)),
    Rule("PM313", "booked-in-future", about=(Timesheet,)),
    Rule("PM314", "duplicate-email"),
    Rule("PM315", "effort-without-people", about=(Resource,)),
    Rule("PM316", "never-worked", about=(Person,)),
)
"""By code."""
