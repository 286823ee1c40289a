"""What git knows, by its plumbing: the repository, its commits, the files at a revision. Everything is read only.

Where git is missing or says no, the answer is None: nothing here raises for what is in a repository.
"""

from pmctl.git.calling import executable, version
from pmctl.git.commits import Commit, between, commit, last_change, main_line, merge_base, with_trailer
from pmctl.git.objects import File, Objects, changed, read_blob
from pmctl.git.repository import (
    SHORT,
    Branch,
    asks_clock,
    find_root,
    head,
    is_bare,
    is_shallow,
    main_branch,
    names,
    resolve_revision,
    user_email,
)

__all__ = [
    "SHORT",
    "Branch",
    "Commit",
    "File",
    "Objects",
    "asks_clock",
    "between",
    "changed",
    "commit",
    "executable",
    "find_root",
    "head",
    "is_bare",
    "is_shallow",
    "last_change",
    "main_branch",
    "main_line",
    "merge_base",
    "names",
    "read_blob",
    "resolve_revision",
    "user_email",
    "version",
    "with_trailer",
]
