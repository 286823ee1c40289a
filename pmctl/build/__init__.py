"""Trees become the model: `records`, `values` and `reading` by the types of fields, `documents` file by file."""

from pmctl.build.assemble import assemble
from pmctl.build.collections import COLLECTIONS, DOCUMENT_COLLECTIONS
from pmctl.build.documents import DOCUMENTS, Piece, Taken, announced, build, tables
from pmctl.build.recognise import KINDS, claims_plan, is_foreign, recognise
from pmctl.build.records import Tables

__all__ = [
    "COLLECTIONS",
    "DOCUMENTS",
    "DOCUMENT_COLLECTIONS",
    "KINDS",
    "Piece",
    "Tables",
    "Taken",
    "announced",
    "assemble",
    "build",
    "claims_plan",
    "is_foreign",
    "recognise",
    "tables",
]
