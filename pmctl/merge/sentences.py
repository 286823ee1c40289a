"""What both sides changed, in a line for the person who merges."""

from __future__ import annotations

from pmctl.escape import cut, one_line, terminal
from pmctl.merge.names import Names
from pmctl.merge.pieces import Clash

_WIDTH = 60


def sentence(names: Names, clash: Clash) -> str:
    """`both changed checkout/api due: 2026-03-05 / 2026-03-09`."""
    what = terminal(" ".join(part for part in names.place(clash.keys) if part))
    if clash.comment:
        return f"both changed the comment at {what}"
    if clash.ours is None:
        return f"ours took away {what}, theirs changed it"
    if clash.theirs is None:
        return f"theirs took away {what}, ours changed it"
    return f"both changed {what}: {_shown(clash.ours)} / {_shown(clash.theirs)}"


def _shown(text: str) -> str:
    return cut(terminal(one_line(text)), _WIDTH) or "nothing"
