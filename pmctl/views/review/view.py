"""Two plans become a review: the difference between them as the judges of the earlier one see it, and the verdict."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from pmctl import git
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


def reviewed(
    before: Side,
    after: Side,
    level: bool,
    approvers: Sequence[str] = (),
    whose: bool = False,
    authors: Sequence[str] | None = None,
) -> Reviewed:
    """Judge what leads from one side to the other; both plans are as of one day.

    `approvers` are who approves, by id, mail address or account; only people of the earlier plan count. `authors` are
    the mail addresses of who wrote the change; git is asked for them unless they are given.
    """
    found = difference(before, after, level, whose=whose, judge=judged)
    was, now = found.before.plan, found.plan
    former = former_ids(was.workspace, now.workspace, found.edits)
    _, new = parted(before.plan, after.plan, former)
    wrote = _authors(before, after) if authors is None else authors
    return Reviewed(found, review(was, now, found.edits, found.follows, former, new, approvers, wrote))


def _authors(before: Side, after: Side) -> tuple[str, ...] | None:
    """The mail addresses of who wrote what leads from one commit to the other; None where git does not know them.

    What is not committed nobody has written yet.
    """
    top = git.find_root(after.plan.loaded.root) if before.revision and after.revision else None
    commits = git.between(top, before.revision, after.revision) if top is not None else None
    return tuple(dict.fromkeys(one.email for one in commits)) if commits is not None else None
