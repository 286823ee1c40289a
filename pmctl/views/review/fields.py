"""A review for programs: verdict and reasons, the comment as plain texts, and all that a difference says."""

from __future__ import annotations

from pmctl.diagnostic import Diagnostic
from pmctl.review import Reason
from pmctl.views.diff.fields import diff_json
from pmctl.views.follows import Json, finding_json
from pmctl.views.review.comment import Bar, Comment, Section, comment_of
from pmctl.views.review.view import Reviewed


def review_json(one: Reviewed, folder: str = "") -> Json:
    """The review in full; `folder` is where the plan is in its repository."""
    difference = diff_json(one.found)
    comment = comment_of(one, folder)
    return {
        **difference,
        "schema": "pmctl/review/1",
        "verdict": one.review.verdict,
        "same-meaning": one.is_nothing,
        "headline": list(comment.headline),
        "reasons": [_reason(one, reason) for reason in one.review.reasons],
        "passed": [_finding(one, note) for note in one.review.notes],
        "approvers": list(one.review.approvers),
        "approvers-unknown": list(one.review.unknown),
        "comment": comment_json(comment),
    }


def _reason(one: Reviewed, reason: Reason) -> Json:
    return {"verdict": reason.verdict, "kind": reason.kind, **_finding(one, reason.finding)}


def _finding(one: Reviewed, finding: Diagnostic) -> Json:
    return {**finding_json(one.found.plan, finding), "code": finding.code or None}


def comment_json(comment: Comment) -> Json:
    """The texts of a comment, not escaped: whoever shows them does that."""
    return {
        "key": comment.key,
        "reasons": [list(reason) for reason in comment.reasons],
        "sections": [
            {
                "title": one.title,
                "columns": list(one.columns),
                "rows": [list(row) for row in one.rows],
                "folded": one.is_folded,
            }
            for one in comment.sections
        ],
        "moves": [{"name": one.name, "was": one.was, "now": one.now} for one in comment.bars],
        "footer": comment.footer,
    }


def comment_from(document: Json) -> Comment:
    """The comment of a document that `review_json` wrote and that its schema has passed."""
    told = document["comment"]
    assert isinstance(told, dict)
    return Comment(
        told["key"],
        document["verdict"],  # type: ignore[arg-type]  # the schema has seen it
        bool(document["same-meaning"]),
        tuple(document["headline"]),  # type: ignore[arg-type]
        tuple(tuple(reason) for reason in told["reasons"]),
        tuple(
            Section(one["title"], tuple(one["columns"]), tuple(tuple(row) for row in one["rows"]), one["folded"])
            for one in told["sections"]
        ),
        tuple(Bar(one["name"], one["was"], one["now"]) for one in told["moves"]),
        told["footer"],
    )
