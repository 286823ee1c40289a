"""A plan as it was at a git revision: `naming` says which one is meant, `reading` reads it."""

from pmctl.revision.naming import Revision, is_day, named, repository
from pmctl.revision.reading import Reader, find_workspace, load_at, plan_at, unread

__all__ = ["Reader", "Revision", "find_workspace", "is_day", "load_at", "named", "plan_at", "repository", "unread"]
