"""One file becomes a piece of the workspace: a document, a part of one, people, settings, or a record."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import field
from typing import Any

from pmctl.build.by_type import SPECIALS
from pmctl.build.collections import COLLECTIONS, DOCUMENT_COLLECTIONS, ODD, collect
from pmctl.build.file import File, Found
from pmctl.build.reading import fill
from pmctl.build.records import Tables
from pmctl.build.values import text_at
from pmctl.diagnostic import Diagnostic, Related, Span
from pmctl.model.control import Update
from pmctl.model.item import Item, Source
from pmctl.model.money import Budget
from pmctl.model.product import Product
from pmctl.model.project import Project
from pmctl.model.records import Baseline, Comment, Timesheet
from pmctl.model.workspace import Calendar, FieldDeclaration, Policy, View, Workspace
from pmctl.parse import Map, Tree, empty_map
from pmctl.quantity import DEFAULT_UNITS, Units, is_id, shown
from pmctl.record import dataclass
from pmctl.regex import regex

DOCUMENTS: Mapping[str, type[Any]] = {"project": Project, "product": Product}
RECORDS: Mapping[str, type[Item]] = {"timesheet": Timesheet, "comment": Comment, "baseline": Baseline}

_ID = regex(r"^(?:id|part-of):[ \t]*[\"']?([a-z0-9][a-z0-9-]*)", re.MULTILINE)


@dataclass(slots=True)
class Taken:
    """Ids in use and where: of documents, and inside each document (`""`: people, teams and resources)."""

    documents: dict[str, Span] = field(default_factory=dict)
    ids: dict[str, dict[str, Source]] = field(default_factory=dict)

    def inside(self, document: str) -> dict[str, Source]:
        """The ids in use inside a document."""
        return self.ids.setdefault(document, {})


@dataclass(slots=True)
class Piece:
    """What one file adds. `found` holds the fields of its document; `places` those of its top-level keys."""

    kind: str
    path: str
    id: str
    source: Source
    found: Found = field(default_factory=dict)
    items: list[Item] = field(default_factory=list)
    members: dict[str, list[str]] = field(default_factory=dict)
    top: tuple[str, ...] = ()
    keys: tuple[str, ...] = ()
    diagnostics: list[Diagnostic] = field(default_factory=list)


def tables(units: Units = DEFAULT_UNITS, declared: Mapping[str, FieldDeclaration] | None = None) -> Tables:
    """The tables of a workspace: its units of work, its declared fields on the kinds that they name (none: all)."""
    by_class: dict[type, dict[str, FieldDeclaration]] = {}
    for key, declaration in (declared or {}).items():
        for collection, (cls, kind) in COLLECTIONS.items():
            if not declaration.of or kind in declaration.of or collection in declaration.of:
                by_class.setdefault(cls, {})[key] = declaration
        for kind, document in DOCUMENTS.items():
            if not declaration.of or kind in declaration.of:
                by_class.setdefault(document, {})[key] = declaration
    return Tables(SPECIALS, ODD, units, by_class)


def stem(path: str) -> str:
    """The name of a file without its folder and ending."""
    return path.rpartition("/")[2].rpartition(".")[0]


def announced(path: str, text: str) -> str:
    """The id of the document that a file holds which cannot be read: as a line of it says, else as it is called."""
    said = _ID.search(text)
    return said[1] if said else stem(path)


def build(tree: Tree, kind: str, given: Tables, taken: Taken, workspace_id: str = "") -> Piece:
    """Make what a file of a kind (`part`: a `part-of` file) adds to the workspace; its ids join those that are taken.

    Wrong values are findings of the piece and leave their field as if it had not been written. A document whose id is
    taken adds nothing: its piece has no kind.
    """
    root = tree.root if isinstance(tree.root, Map) else empty_map()
    file = File(tree.path, tree.text, given)
    piece = Piece(kind, tree.path, "", Source(tree.path), keys=tuple(root), diagnostics=file.diagnostics)
    piece.id, span = _identity(file, root, kind, workspace_id)
    piece.source = Source(tree.path, span.start, span.end, root.places)
    piece.items, piece.members = file.items, file.members
    if kind in RECORDS:
        fill(file, given[RECORDS[kind]], root, piece.found)
        return piece
    if kind in DOCUMENTS and not _claim_document(piece, span, taken):
        return piece
    file.document = "" if kind == "people" else piece.id
    file.known = taken.inside(file.document)
    if kind == "part":
        _fill_part(file, root, piece, taken)
    elif kind == "people":
        for name in root:
            if name in DOCUMENT_COLLECTIONS["people"]:
                collect(file, name, root, name, root[name])
    else:
        fill(file, given[Workspace if kind == "workspace" else DOCUMENTS[kind]], root, piece.found)
        piece.top = piece.found.pop("top", ())
    return piece


def _claim_document(piece: Piece, span: Span, taken: Taken) -> bool:
    """Take the id of a document; a finding where another one has it."""
    first = taken.documents.setdefault(piece.id, span)
    if first is span:
        return True
    message = f"the document {shown(piece.id)} is there already, in {first.path}: this file is not read"
    hint = "give it an `id:` of its own, or begin it with `part-of:` if it belongs to that document"
    related = (Related(first, "the first one"),)
    piece.diagnostics.append(Diagnostic("PM103", "error", message, span, hint, piece.id, related))
    piece.kind = ""
    return False


def _identity(file: File, root: Map, kind: str, workspace_id: str) -> tuple[str, Span]:
    """The id of what a file holds, and where it is said; the file's stem unless it says otherwise."""
    key = "part-of" if kind == "part" else "id"
    place = root.places.get(key)
    if place is not None:
        text = text_at(file, root[key], place[1], place[2])
        if text:
            return text, Span(file.path, place[1], place[2])
    shown_at = root.places.get("kind", (0, 0, 0))
    span = Span(file.path, shown_at[1], shown_at[2])
    own = workspace_id if kind == "workspace" else stem(file.path)
    if kind in DOCUMENTS and not is_id(own):
        hint = "give the document an `id:` of small letters, digits and hyphens"
        message = f"the name of the file, {shown(own)}, is no id"
        file.diagnostics.append(Diagnostic("PM007", "error", message, span, hint))
    return own, span


def _fill_part(file: File, root: Map, piece: Piece, taken: Taken) -> None:
    """What a part holds, whatever its document is; `assemble` says whether it belongs there."""
    fill(file, file.tables[PartFields], root, piece.found)
    for name, value in root.items():
        if name in COLLECTIONS and name not in ("benefits", "key-results", "findings", "launch"):
            file.document = "" if name in DOCUMENT_COLLECTIONS["people"] else piece.id
            file.known = taken.inside(file.document)
            ids = collect(file, name, root, name, value)
            if name in ("tasks", "features"):
                piece.top = ids


@dataclass(frozen=True, slots=True)
class PartFields:
    """What a part may add to a document, or to the workspace, beside items."""

    updates: tuple[Update, ...] = ()
    budget: Budget | None = None
    calendars: Mapping[str, Calendar] = field(default_factory=dict)
    statuses: Mapping[str, str] = field(default_factory=dict)
    policies: Mapping[str, Policy] = field(default_factory=dict)
    views: Mapping[str, View] = field(default_factory=dict)
