"""The pieces of all files become one workspace: parts join their documents, every item gets its place in one map."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import fields
from difflib import get_close_matches
from typing import Any

from pmctl.build.collections import DOCUMENT_COLLECTIONS
from pmctl.build.documents import DOCUMENTS, RECORDS, PartFields, Piece
from pmctl.build.file import Found
from pmctl.diagnostic import Diagnostic, Related, Span
from pmctl.model.item import Item, Source
from pmctl.model.money import Budget
from pmctl.model.people import Person, Resource, Team
from pmctl.model.records import Baseline, Comment, Timesheet
from pmctl.model.workspace import CATEGORIES, Document, Workspace
from pmctl.quantity import shown


def assemble(
    pieces: Sequence[Piece], settings: Piece | None, workspace_id: str, unread: Collection[str] = ()
) -> tuple[Workspace, list[Diagnostic]]:
    """One workspace of the pieces of all files, in the order given, and what does not fit together.

    `unread` are documents whose files cannot be read, which is said there: nobody misses them here.
    """
    diagnostics: list[Diagnostic] = []
    parts = _parts(pieces, workspace_id, unread, diagnostics)
    is_document = any(piece.kind in DOCUMENTS and piece.id == workspace_id for piece in pieces)
    top = [piece for piece in (settings, *(() if is_document else parts.get(workspace_id, ()))) if piece]
    items: dict[str, Item] = {}
    folk = _of_workspace([*top, *(piece for piece in pieces if piece.kind == "people")], items)
    documents = _documents(pieces, parts, items, diagnostics)
    records = _records(pieces, diagnostics)
    for one in (*folk, *(record for group in records.values() for record in group)):
        items.setdefault(one.id, one)
    found = _merged(top, diagnostics)
    found["statuses"] = {**CATEGORIES, **found.get("statuses", {})}
    workspace = Workspace(
        id=workspace_id,
        documents=documents,
        people={one.id: one for one in folk if isinstance(one, Person)},
        teams={one.id: one for one in folk if isinstance(one, Team)},
        resources={one.id: one for one in folk if isinstance(one, Resource)},
        timesheets=tuple(records[Timesheet]),
        comments={comment.id: comment for comment in records[Comment]},
        baselines=tuple(records[Baseline]),
        items=items,
        source=settings.source if settings else Source(),
        **found,
    )
    return workspace, diagnostics


def _of_workspace(pieces: Iterable[Piece], items: dict[str, Item]) -> list[Item]:
    """People, teams and resources; what else stands in these pieces goes to `items`."""
    folk: list[Item] = []
    for piece in pieces:
        items.update((item.id, item) for item in piece.items if item.document)
        folk += [item for item in piece.items if not item.document]
    return folk


def _documents(
    pieces: Iterable[Piece],
    parts: Mapping[str, Sequence[Piece]],
    items: dict[str, Item],
    diagnostics: list[Diagnostic],
) -> dict[str, Document]:
    """Projects and products by id; they and all that they contain go to `items`."""
    documents: dict[str, Document] = {}
    for piece in pieces:
        if piece.kind not in DOCUMENTS:
            continue
        own = parts.get(piece.id, ())
        documents[piece.id] = items[piece.id] = _document(piece, own, diagnostics)
        for one in (piece, *own):
            items.update((item.id, item) for item in one.items if item.document)
    return documents


def _document(piece: Piece, parts: Sequence[Piece], diagnostics: list[Diagnostic]) -> Document:
    """A project or product from its own file and its parts."""
    pieces = (piece, *parts)
    members: dict[str, tuple[str, ...]] = {}
    for one in pieces:
        for name, ids in one.members.items():
            members[name] = (*members.get(name, ()), *ids)
    top = tuple(id for one in pieces for id in one.top)
    found = _merged(pieces, diagnostics)
    make: type[Any] = DOCUMENTS[piece.kind]
    document: Document = make(
        id=piece.id, kind=piece.kind, document=piece.id, source=piece.source, top=top, members=members, **found
    )
    return document


def _merged(pieces: Sequence[Piece], diagnostics: list[Diagnostic]) -> Found:
    """The fields of a document, or of the workspace, with what its parts add: updates, budget lines, views ..."""
    found: Found = {}
    for piece in pieces:
        for name, value in piece.found.items():
            if name not in found:
                found[name] = value
            elif name == "updates":
                both = (*found[name], *value)
                found[name] = tuple(sorted(both, key=lambda one: (one.date.first, one.date.minute or 0)))
            elif name == "budget":
                lines = _joined(found[name].lines, value.lines, piece, "budget", diagnostics)
                found[name] = Budget(lines=lines, source=found[name].source)
            elif name in _MAPS:
                found[name] = _joined(found[name], value, piece, name, diagnostics)
    return found


def _joined(
    first: Mapping[str, Any], second: Mapping[str, Any], piece: Piece, key: str, diagnostics: list[Diagnostic]
) -> Mapping[str, Any]:
    """Two maps as one; a name that is in both is a finding, and the first holds."""
    for name in second:
        if name in first:
            _, start, end = piece.source.places[key]
            message = f"{shown(name)} is in the `{key}` of `{piece.id}` already"
            span = Span(piece.path, start, end)
            diagnostics.append(Diagnostic("PM103", "error", message, span, "keep one of them", piece.id))
    return {**first, **{name: value for name, value in second.items() if name not in first}}


_MAPS = ("calendars", "statuses", "policies", "views")


def _parts(
    pieces: Sequence[Piece], workspace_id: str, unread: Collection[str], diagnostics: list[Diagnostic]
) -> Mapping[str, list[Piece]]:
    """The parts of each document; those of no document, and collections that a document does not have, are findings."""
    kinds = {workspace_id: "workspace"} | {piece.id: piece.kind for piece in pieces if piece.kind in DOCUMENTS}
    parts: dict[str, list[Piece]] = {}
    for piece in pieces:
        if piece.kind != "part":
            continue
        kind = kinds.get(piece.id)
        if kind is None and piece.id in unread:
            continue
        if kind is None:
            near = get_close_matches(piece.id, sorted(kinds), 1, 0.6)
            hint = f"did you mean `{near[0]}`?" if near else "name the id of a project or product"
            span = Span(piece.path, piece.source.start, piece.source.end)
            message = f"there is no document {shown(piece.id)}, so this part is not read"
            diagnostics.append(Diagnostic("PM105", "error", message, span, hint))
            continue
        parts.setdefault(piece.id, []).append(piece)
        diagnostics += _misplaced(piece, kind)
    return parts


def _misplaced(piece: Piece, kind: str) -> Iterable[Diagnostic]:
    """Collections of a part that its document's kind does not have."""
    belong = DOCUMENT_COLLECTIONS[kind] + (
        (*DOCUMENT_COLLECTIONS["people"], *_MAPS) if kind == "workspace" else ("budget", "updates")
    )
    for key in piece.keys:
        if key in belong or key not in _ALL:
            continue
        start = piece.source.places[key][0]
        if kind == "workspace" and key == "fields":
            hint = "they must be known before other files are read: move them to `pmctl.yaml`"
            yield Diagnostic(
                "PM105", "error", "declared fields stand in no part", Span(piece.path, start, start + 6), hint
            )
            continue
        hint = f"a {kind} has {', '.join(f'`{name}`' for name in sorted(belong))}"
        message = f"`{piece.id}` is a {kind}, which has no `{key}`"
        yield Diagnostic("PM105", "error", message, Span(piece.path, start, start + len(key)), hint)


_ALL = frozenset(name for names in DOCUMENT_COLLECTIONS.values() for name in names) | {"fields"}
_ALL |= {one.name for one in fields(PartFields)}


def _records(pieces: Sequence[Piece], diagnostics: list[Diagnostic]) -> Mapping[type, list[Any]]:
    """Time sheets, comments and baselines; two comments with one name are a finding."""
    made: dict[type, list[Any]] = {Timesheet: [], Comment: [], Baseline: []}
    seen: dict[tuple[str, str], Span] = {}
    for piece in pieces:
        cls = RECORDS.get(piece.kind)
        if cls is None:
            continue
        span = Span(piece.path, piece.source.start, piece.source.end)
        first = seen.setdefault((piece.kind, piece.id), span)
        if first is not span and cls is not Timesheet:
            message = f"the {piece.kind} {shown(piece.id)} is there already: {first.path}"
            related = (Related(first, "the first one"),)
            hint = "the name of its file is its id: rename one of them"
            diagnostics.append(Diagnostic("PM103", "error", message, span, hint, piece.id, related))
            continue
        own = piece.path.rpartition(".")[0] if cls is Timesheet else piece.id
        made[cls].append(cls(id=own, kind=piece.kind, source=piece.source, **piece.found))
    return made
