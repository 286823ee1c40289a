"""What `set`, `done`, `add` and their kin mean: one file a verb, each of which drafts an edit of plan files."""

from pmctl.operations.draft import Draft, drafted, file_bytes, misread, read_again, readable, with_files
from pmctl.operations.set import Setting, with_settings

__all__ = [
    "Draft",
    "Setting",
    "drafted",
    "file_bytes",
    "misread",
    "read_again",
    "readable",
    "with_files",
    "with_settings",
]
