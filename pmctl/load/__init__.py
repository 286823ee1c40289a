"""A folder (or files in memory) becomes a workspace: `file` reads one file, `loading` puts all of them together."""

from pmctl.load.content import Content
from pmctl.load.loading import Files, Follow, Loaded, load
from pmctl.load.memory import Memory
from pmctl.load.places import find_workspace

__all__ = ["Content", "Files", "Follow", "Loaded", "Memory", "find_workspace", "load"]
