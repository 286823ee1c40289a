"""The clone that a plan is in, and which of its files git shall know as plans."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pmctl import clone, git
from pmctl.diagnostic import UserError
from pmctl.discover import is_plan_name, walk
from pmctl.git_setup.place import Place
from pmctl.ignore import IgnoreRules
from pmctl.load import load


def place_of(root: Path, words: Sequence[str]) -> Place:
    """The clone and the plan in it (its folder, or its file); `words` call pmctl. UserError where there is no clone."""
    folder = (root if root.is_dir() else root.parent).resolve()
    top = git.find_root(folder)
    if top is None:
        hint = "`git init` makes one; in a bare repository nothing is merged"
        raise UserError("this plan is in no git repository", hint)
    clone.require(top)
    plans = tuple(path for path in sorted(load(root).texts) if is_plan_name(path.rpartition("/")[2]))
    others = tuple(path for path in walk(folder, IgnoreRules(folder)).paths if path not in plans)
    return Place(top, folder, plans, others, tuple(words))
