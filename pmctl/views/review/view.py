"""Two plans become a review: the difference between them as the judges of the earlier one see it, and the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pmctl.changes import former_ids
from pmctl.review import Review, judged, parted, review
from pmctl.views.diff.view import Difference, Side, difference


@dataclass(frozen=True, slots=True)
class Reviewed:
    """A change with the verdict on it. The later plan of `found` has the rules, policies and thresholds of the earlier
    one.
    """

    found: Difference
    review: Review

    @property
    def is_nothing(self) -> bool:
        """Is there no change in meaning, and nothing to be said of it?"""
        return self.found.is_nothing and not self.review.reasons


def reviewed(before: Side, after: Side, level: bool, approvers: Sequence[str] = (), whose: bool = False) -> Reviewed:
    """Judge what leads from one side to the other; both plans are as of one day.

    `approvers` are who approves, by id, mail address or name at the code host; only people of the earlier plan count.
    """
    found = difference(before, after, level, whose=whose, judge=judged)
    was, now = found.before.plan, found.plan
    former = former_ids(was.workspace, now.workspace, found.edits)
    _, new = parted(before.plan, after.plan, former)
    return Reviewed(found, review(was, now, found.edits, found.follows, former, new, approvers))
