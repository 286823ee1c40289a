"""PM3xx: people and load."""

from __future__ import annotations

from pmctl.rules import (
    booked_in_future,
    critical_without_owner,
    duplicate_email,
    effort_without_people,
    item_without_owner,
    no_owner,
    overallocated,
    overbooked_day,
    resource_clash,
    same_person_everywhere,
    skill_missing,
    spent_beside_timesheet,
    team_empty,
    team_too_small,
    time_off_while_assigned,
)

PEOPLE = (
    no_owner,
    overallocated,
    time_off_while_assigned,
    spent_beside_timesheet,
    skill_missing,
    resource_clash,
    same_person_everywhere,
    team_empty,
    team_too_small,
    critical_without_owner,
    item_without_owner,
    overbooked_day,
    booked_in_future,
    duplicate_email,
    effort_without_people,
)
"""By code."""
