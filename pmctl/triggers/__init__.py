"""The occasions on which somebody is told, one file each: what happened, and whom it concerns."""

from __future__ import annotations

from pmctl.triggers import (
    assigned_to_you,
    comment_added,
    dependency_changed,
    dependency_off_track,
    due_soon,
    forecast_recovered,
    forecast_slipped,
    mentioned,
    milestone_reached,
    no_longer_yours,
    overdue,
    predecessor_moved_you,
    promised_date_changed,
    reopened,
    should_have_started,
    starts_soon,
    status_changed,
    you_became_blocked,
    you_can_start,
)
from pmctl.triggers.trigger import Trigger, trigger_of

TRIGGERS: tuple[Trigger, ...] = tuple(
    trigger_of(module)
    for module in (
        assigned_to_you,
        no_longer_yours,
        mentioned,
        comment_added,
        status_changed,
        reopened,
        you_can_start,
        you_became_blocked,
        dependency_changed,
        predecessor_moved_you,
        dependency_off_track,
        promised_date_changed,
        forecast_slipped,
        forecast_recovered,
        due_soon,
        overdue,
        should_have_started,
        starts_soon,
        milestone_reached,
    )
)
"""All of them, by id."""
