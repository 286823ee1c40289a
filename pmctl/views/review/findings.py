"""What speaks against a change, as findings: for the forms in which code hosts and build servers take them."""

from __future__ import annotations

from dataclasses import replace

from pmctl.diagnostic import Diagnostic
from pmctl.rules.judging.run import order
from pmctl.rules.promise_missed import CODE as PROMISE_MISSED
from pmctl.views.review.view import Reviewed


def findings_of(one: Reviewed) -> tuple[Diagnostic, ...]:
    """The reasons and notes of a review, and what could not be read, in the order of their places.

    A committed promise that is missed is a finding of its rule, unless that one is among them.
    """
    coded = [finding for finding in one.review.findings if finding.code]
    missed = {finding.item for finding in coded if finding.code == PROMISE_MISSED}
    promises = [finding for finding in one.review.findings if not finding.code and finding.item not in missed]
    coded += [replace(finding, code=PROMISE_MISSED) for finding in promises]
    coded += [unread.finding for unread in one.found.unread]
    return tuple(sorted(dict.fromkeys(coded), key=order))
