"""The settings of a clone: how plans are shown line by line in a diff, and who merges them."""

from __future__ import annotations

from pmctl import clone
from pmctl.git_setup import hook
from pmctl.git_setup.place import Part, Place


def _wanted(place: Place) -> dict[str, str]:
    """Key and value of each setting.

    Whatever keeps pmctl from merging (it is gone, or fails), the file gets git's own markers: a driver that only fails
    would leave ours there, without a sign that theirs is missing. The exit status does not tell: Python's is 1, too,
    where it finds no pmctl. For the same reason `git diff` shows the text of the file then (git adds its name to the
    last command), which would else stop. A file's name may begin with a hyphen, hence `--`.
    """
    driver = f"{place.command} merge-driver -- %O %A %B %L %P %X %Y"
    otherwise = "{ grep -q '^<<<<<<<' %A || git merge-file --marker-size=%L %A %O %B; false; }"
    return {
        "diff.pmctl.textconv": f'{place.command} textconv -- "$1" || cat --',
        "diff.pmctl.cachetextconv": "true",
        "merge.pmctl.name": "pmctl plan merge",
        "merge.pmctl.driver": f"{driver} || {otherwise}",
    }


def look(place: Place) -> Part:
    """The settings, and which of them are not as they should be."""
    wanted = _wanted(place)
    lacks = tuple(f"`{key}` is not set" for key, value in wanted.items() if clone.setting(place.top, key) != value)
    return Part("git config", tuple(f"{key} = {value}" for key, value in wanted.items()), not lacks, lacks)


def write(place: Place) -> None:
    """Set them; what git remembers of the time when pmctl did not answer is forgotten."""
    clone.forget_shown(place.top, "pmctl")
    for key, value in _wanted(place).items():
        if clone.setting(place.top, key) != value:
            clone.set_setting(place.top, key, value)


def undo(place: Place) -> str:
    """Take them away, where no other plan of this clone needs them."""
    if hook.places(place.top) - {place.inside}:
        return ""
    clone.forget_shown(place.top, "pmctl")
    for key in _wanted(place):
        if clone.setting(place.top, key) is not None:
            clone.unset_setting(place.top, key)
    return ""
