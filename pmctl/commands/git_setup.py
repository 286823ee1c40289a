"""`pmctl git-setup`: this clone compares plans by fact, merges them by item, and checks what a merge makes of them."""

from __future__ import annotations

import sys
from datetime import date

import click

from pmctl import output
from pmctl.commands.calling import options
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.git_setup import PARTS, Part, place_of
from pmctl.git_setup.place import own_words

NOTES = (
    "Commit `.gitattributes`; everybody calls `pmctl git-setup` once in each clone.",
    "The merge button of a hosting site runs no driver and no hook: let CI run `pmctl check` on the merge.",
)


@click.command("git-setup")
@click.option("--check", is_flag=True, help="Write nothing; exit 1 where something is missing.")
@click.option("--undo", is_flag=True, help="Take away what it wrote.")
@click.option("-C", "--root", metavar="DIR", help="Where the plan is (else here, or the nearest folder above).")
@options.plain
def command(root: str | None, check: bool, undo: bool) -> int:
    """Teach git about plans in this clone, and show what is written where.

    `git diff` then compares fact by fact, `git merge`, `rebase` and `cherry-pick` put two sides together by item and
    field, and a merge is committed only when the merged plan has no errors (git asks no hook when it only moves on to
    their commits, nor after a conflict). It may be called as often as one likes.

    \b
    pmctl git-setup
    pmctl git-setup --check            is it done, does it know all plans?
    pmctl git-setup --undo
    """
    if check and undo:
        raise UserError("`--check` and `--undo` cannot both be", "say one of them")
    place = place_of(
        options.find_root(options.Call(root, date.min, level=False)), own_words(sys.argv[0], sys.executable)
    )
    if undo:
        left = [part.undo(place) for part in PARTS]
        output.write("\n".join(["Git treats plans as any text again.", *(terminal(words) for words in left if words)]))
        return 0
    if check:
        return _checked([part.look(place) for part in PARTS])
    before = [part.look(place) for part in PARTS]
    for part in PARTS:
        part.write(place)
    for was, part in zip(before, PARTS, strict=True):
        _show(was, part.look(place))
    output.write("\n" + "\n".join(NOTES))
    return 0


def _show(was: Part, now: Part) -> None:
    state = "as it was" if was.is_set else "written" if now.is_set else "not in use"
    output.write(f"{output.paint(terminal(now.file), 'heading')}  {state}")
    for line in now.lines:
        output.write(f"  {terminal(line)}")
    if now.note:
        output.write(f"  {output.paint(terminal(now.note), 'amber')}")


def _checked(parts: list[Part]) -> int:
    for part in parts:
        for lack in part.lacks:
            output.write(f"{terminal(part.file)}: {terminal(lack)}")
    if all(part.is_set for part in parts):
        output.write("Git knows the plans of this clone.")
        return 0
    output.write("`pmctl git-setup` writes what is missing.")
    return 1
