"""Is this file ours? Its `kind` or `part-of` says so; a near-miss is a finding, other people's YAML is left alone."""

from __future__ import annotations

import re
from difflib import get_close_matches

from pmctl.build.collections import COLLECTIONS, DOCUMENT_COLLECTIONS
from pmctl.diagnostic import Diagnostic, Replacement, Span
from pmctl.parse import Map, Tree
from pmctl.quantity import shown
from pmctl.regex import regex

KINDS = ("workspace", "people", "project", "product", "timesheet", "comment", "baseline")
_TELLING = frozenset(COLLECTIONS) | {"charter", "business-case", "key-results", "prioritise", "positioning"}
_HEADERS = frozenset(
    (
        "id",
        "name",
        "description",
        "owner",
        "lead",
        "sponsor",
        "product",
        "client",
        "phase",
        "start",
        "due",
        "commitment",
    )
    + ("priority", "supports", "calendar", "budget", "updates", "visibility", "tags", "links", "levelling")
    + ("currency", "timezone", "units", "calendars", "statuses", "health", "rules", "policies", "views", "fields")
    + ("vision", "strategy", "pricing", "stage", "family", "approved")
)
_KIND_LINE = regex(rb"^[\"']?kind[\"']?[ \t]*:[ \t]*[\"']?([A-Za-z0-9._-]*)", re.M)
_PART_LINE = regex(rb"^[\"']?part-of[\"']?[ \t]*:", re.M)
_API_LINE = regex(rb"^[\"']?apiVersion[\"']?[ \t]*:", re.M)


def recognise(tree: Tree) -> tuple[str, Diagnostic | None]:
    """The kind of a file (`part` for `part-of`, "" where it is not ours), and the finding where it nearly is."""
    root = tree.root
    if not isinstance(root, Map):
        return "", None
    kind = root.get("kind")
    if isinstance(kind, str) and kind in KINDS:
        return kind, None
    if "kind" in root:
        return "", None if "apiVersion" in root else _wrong_kind(tree.path, root)
    if "part-of" in root:
        return "part", None
    return "", _no_kind(tree.path, root)


def _wrong_kind(path: str, root: Map) -> Diagnostic | None:
    """A `kind` that is none of ours: a finding where it is nearly one, or where the rest of the file is ours."""
    kind = root["kind"]
    _, start, end = root.places["kind"]
    text = kind if isinstance(kind, str) else ""
    near = get_close_matches(text.strip().lower().rstrip("s"), KINDS, 1, 0.7) if len(text) <= 40 else []
    if not near and not any(key in _TELLING and isinstance(root[key], Map) for key in root):
        return None
    span = Span(path, start, end)
    message = f"{shown(text)} is no kind of plan, so this file is not read" if text else "`kind` says nothing"
    if near:
        return Diagnostic(
            "PM013", "error", message, span, f"did you mean `{near[0]}`?", fix=(Replacement(span, near[0]),)
        )
    return Diagnostic("PM013", "error", message, span, f"the kinds are {', '.join(f'`{one}`' for one in KINDS)}")


def _no_kind(path: str, root: Map) -> Diagnostic | None:
    """No `kind` at all: a finding where another key is nearly `kind` or `part-of`, or where the keys are ours."""
    for key in root:
        near = get_close_matches(key.lower(), ("kind", "part-of"), 1, 0.75) if len(key) <= 12 else []
        value = root[key]
        if near and isinstance(value, str) and (near[0] == "part-of" or value.lower() in KINDS):
            span = Span(path, root.places[key][0], root.places[key][0] + len(key))
            message = f"{shown(key)} is not `{near[0]}`, so this file is not read"
            return Diagnostic(
                "PM013", "error", message, span, f"did you mean `{near[0]}`?", fix=(Replacement(span, near[0]),)
            )
    telling = [key for key in root if key in _TELLING and isinstance(root[key], Map)]
    known = [key for key in root if key in _TELLING or key in _HEADERS or key.startswith("x-")]
    if not telling or len(known) < len(root):
        return None
    span = Span(path, root.places[telling[0]][0], root.places[telling[0]][0] + len(telling[0]))
    kinds = [kind for kind, names in DOCUMENT_COLLECTIONS.items() if telling[0] in names] or ["project"]
    hint = f"begin the file with `kind: {kinds[0]}`, or with `part-of:` and the document that it belongs to"
    return Diagnostic("PM013", "warning", "this looks like a plan, but the file does not say its `kind`", span, hint)


def claims_plan(data: bytes) -> bool:
    """Whether a line of a file says a kind of ours, or `part-of:`."""
    return any(match[1].decode() in KINDS for match in _KIND_LINE.finditer(data)) or _PART_LINE.search(data) is not None


def is_foreign(data: bytes) -> bool:
    """Whether a file that cannot be read is not ours: it has an `apiVersion`, and every `kind:` is another one."""
    kinds = [match[1].decode() for match in _KIND_LINE.finditer(data)]
    return bool(kinds) and _API_LINE.search(data) is not None and not any(kind in KINDS or not kind for kind in kinds)
