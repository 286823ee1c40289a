"""The hook `pre-merge-commit`: what two branches make together is checked before it is committed."""

from __future__ import annotations

import re
import shlex
from pathlib import Path

from pmctl import clone
from pmctl.diagnostic import UserError
from pmctl.files import write_file
from pmctl.git_setup.place import Part, Place, shown
from pmctl.regex import regex

NAME = "pre-merge-commit"
BESIDE = f"{NAME}.pmctl"
"""Where our hook stands when there is one of somebody else."""

_SIGN = "# Written by `pmctl git-setup`"
_PLAN = regex(r"^check_plan (.*)$", re.M)
_TEXT = """\
#!/bin/sh
{sign}: a merge is committed only when the merged plan has no errors.
# `git merge --no-verify` leaves this out once, `pmctl git-setup --undo` takes it away.
pmctl() {{ {command} "$@"; }}
if ! pmctl --version >/dev/null 2>&1; then
  echo 'pmctl is not where it was, so the merged plan is not checked: call `pmctl git-setup` again' >&2
  exit 0
fi
folder=$(mktemp -d) || exit 1
trap 'rm -rf "$folder"' EXIT
# what will be committed, not what lies in the work tree beside it
git ls-files -z -- '*.yaml' '*.yml' '*.csv' '*.gitignore' |
  git checkout-index -z --stdin --prefix="$folder/" || exit 1
# what is wrong with a plan, without the places, which a merge moves
errors_of() {{
  pmctl check --all --format concise --color never "$@" 2>/dev/null |
    sed -n 's/^.*:[0-9][0-9]*:[0-9][0-9]*: \\(error: .*\\)$/\\1/p'
}}
# of the lines of the first text those that the second one has not
without() {{ printf '%s\\n' "$1" | grep -Fxv -e "$2"; }}
say_whose() {{
  merged=$(errors_of "$folder/$1")
  [ -n "$merged" ] || return 0
  today=${{PMCTL_TODAY:-$(date +%F)}}
  ours=$(errors_of --at HEAD --today "$today" -C "$1")
  other=$(env | sed -n 's/^GITHEAD_\\([0-9a-f]*\\)=.*/\\1/p' | head -n 1)  # git tells it by no other name yet
  theirs=$(errors_of --at "$other" --today "$today" -C "$1")
  if [ -z "$(without "$merged" "$ours")$(without "$merged" "$theirs")" ]; then
    echo 'Both sides had them before: `git merge --no-verify` lets them pass.' >&2
  elif [ -z "$(without "$(without "$merged" "$ours")" "$theirs")" ]; then
    echo 'The merge made none of them, one side had each before: `git merge --no-verify` lets them pass.' >&2
  fi
}}
check_plan() {{
  [ -d "$folder/$1" ] || return 0
  found=$(pmctl check --all --color never "$folder/$1")
  status=$?
  [ $status -eq 1 ] || return 0  # no plan there, or pmctl itself failed: that speaks against no plan
  printf '%s\\n' "$found" | awk -F '\\n' 'BEGIN {{ RS = ""; ORS = "\\n\\n" }} $1 ~ /\\[error\\]$/' >&2
  echo 'The merged plan has these errors, so the merge is not committed.' >&2
  say_whose "$1"
  echo 'Mend them, `git add`, `git commit`; or `git merge --abort`.' >&2
  exit 1
}}
{plans}
"""


def look(place: Place) -> Part:
    """The hook, whether it is there, and whether it is called."""
    folder = clone.hooks_folder(place.top)
    if not _is_of(place, folder):
        note = f"`core.hooksPath` is `{folder}`, for more than this clone: no hook is written; call `pmctl check` there"
        return Part(f"{folder}/{NAME}", (), _text(folder / NAME).find("pmctl check") >= 0, (note,), note)
    path = _path(folder)
    is_set = _text(path) == _script(place, places(place.top) | {place.inside})
    file, about = shown(path, place.top), ("checks the merged plan before a merge is committed",)
    if path.name == NAME or BESIDE in _text(folder / NAME):
        return Part(file, about, is_set, () if is_set else ("it is not there, or of former times",))
    call = f'"$(git rev-parse --git-path hooks)/{BESIDE}" || exit 1'
    note = f"there is a hook `{NAME}` already, which stays as it is; add this line to it: {call}"
    return Part(file, about, False, (note,), note)


def write(place: Place) -> None:
    """Write it, beside one of somebody else; nothing where hooks are for more than this clone."""
    folder = clone.hooks_folder(place.top)
    if _is_of(place, folder):
        _put(_path(folder), _script(place, places(place.top) | {place.inside}))


def undo(place: Place) -> str:
    """Take the plan out of it; take it away where that was the last one."""
    folder = clone.hooks_folder(place.top)
    path, left = _path(folder), places(place.top) - {place.inside}
    if left:
        _put(path, _script(place, left))
    elif _is_ours(path):
        path.unlink()
    return ""


def places(top: Path) -> set[str]:
    """The folders of plans that the hook of a clone checks."""
    path = _path(clone.hooks_folder(top))
    return {shlex.split(words)[0] for words in _PLAN.findall(_text(path))} if _is_ours(path) else set()


def _script(place: Place, plans: set[str]) -> str:
    calls = "\n".join(f"check_plan {shlex.quote(plan)}" for plan in sorted(plans))
    return _TEXT.format(sign=_SIGN, command=place.command, plans=calls)


def _path(folder: Path) -> Path:
    """Our hook: under its own name, or beside one of somebody else."""
    path = folder / NAME
    return path if not path.exists() or _is_ours(path) else folder / BESIDE


def _is_ours(path: Path) -> bool:
    return _SIGN in _text(path)


def _is_of(place: Place, folder: Path) -> bool:
    """Whether a folder of hooks is of this clone alone."""
    folder = folder.resolve()
    return any(folder.is_relative_to(own.resolve()) for own in (place.top, clone.git_folder(place.top)))


def _text(path: Path) -> str:
    try:
        return path.read_bytes().decode("utf-8", "replace") if path.is_file() else ""
    except OSError as error:
        raise UserError(f"cannot read `{path}`: {error.strerror or error}") from error


def _put(path: Path, text: str) -> None:
    write_file(path, text.encode("utf-8"))
    try:
        path.chmod(0o755)
    except OSError as error:
        raise UserError(f"cannot make `{path}` executable: {error.strerror or error}") from error
