"""A report that a stranger's change may have written: read within bounds, judged by its schema, told again escaped."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from pmctl.diagnostic import UserError
from pmctl.regex import regex
from pmctl.shape import conforms
from pmctl.views.review.comment import Comment
from pmctl.views.review.fields import comment_from

LARGEST = 32_000_000
"""Bytes of a report; a change that moves ten thousand tasks takes five million."""
SCHEMA = Path(__file__).parent.parent / "schemas" / "review.schema.json"

_NEEDED = ("verdict", "same-meaning", "headline", "comment")
_VERDICTS = ("allow", "warn", "block")
_COLUMN = regex(r"[A-Za-z →]{0,40}")


def comment_in(data: bytes) -> Comment:
    """The comment of a report, as plain texts that still have to be escaped; UserError for what is no report."""
    if len(data) > LARGEST:
        raise UserError(f"the report has more than {LARGEST // 1_000_000} MB", "it is not what `pmctl ci` writes")
    try:
        document: Any = json.loads(data)
    except (ValueError, RecursionError):
        raise UserError("the report is no JSON", "it is not what `pmctl ci` writes") from None
    schema = json.loads(SCHEMA.read_text("utf-8"))
    if not conforms(document, schema) or any(name not in document for name in _NEEDED):
        raise UserError("the report does not fit the schema `pmctl/review/1`", "it is not what `pmctl ci` writes")
    comment = comment_from(document)
    if not _is_ours(comment):
        raise UserError("the report has titles that pmctl does not write", "it is not what `pmctl ci` writes")
    return comment


def _is_ours(comment: Comment) -> bool:
    """Is all that is told without being escaped what pmctl writes there?"""
    columns = (column for section in comment.sections for column in section.columns)
    return all(_COLUMN.fullmatch(column) for column in columns) and all(
        reason[0] in _VERDICTS for reason in comment.reasons
    )
