"""`pmctl ci comment`: what a report says, as the one comment on a change that pmctl keeps."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import click

from pmctl import output
from pmctl.code_host import PLACES, Host, Place
from pmctl.commands.calling import options
from pmctl.commands.calling.build_server import server_name
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.views.ci.files import REPORT
from pmctl.views.ci.hostile import LARGEST, comment_in
from pmctl.views.review.comment import Comment
from pmctl.views.review.markdown import comment_markdown, marker

MODES = ("update", "new", "hide-and-new")


@click.command("comment", short_help="the review, as a comment on its request")
@click.option("--report", "file", metavar="FILE", default=f"pmctl-ci/{REPORT}", help="What `pmctl ci` wrote.")
@click.option(
    "--mode",
    type=click.Choice(MODES),
    default=MODES[0],
    help="Edit the comment (update), write another one, or fold the earlier ones first.",
)
@click.option("--author", metavar="NAME", help="Whose comment may be edited (else the token's own user).")
@click.option("--dry-run", is_flag=True, help="Print the comment, and write nothing.")
@options.plain
def comment(file: str, mode: str, author: str | None, dry_run: bool) -> int:
    """Write the review that is built as a comment on its pull request or merge request, or edit that comment.

    The report may come from a stranger: it is read within bounds, must fit its schema, and is escaped again. Which
    change it is about is asked for at the code host. Only a comment that begins with pmctl's mark and was written by
    the same user is edited. Where nothing changed in meaning none is written.

    On GitHub GITHUB_TOKEN may write to pull requests; on GitLab PMCTL_GITLAB_TOKEN has the scope `api`.
    """
    told = comment_in(_read(Path(file)))
    if dry_run:
        return output.deliver(comment_markdown(told))
    place = PLACES.get(server_name(os.environ))
    if place is None:
        raise UserError("neither GitHub nor GitLab builds here", "`--dry-run` prints the comment")
    host = place.host(os.environ)
    number = place.change(host, os.environ)
    if number is None:
        output.note("no comment: no open request has this commit as its newest")
        return 0
    output.note(_written(place, host, number, told, mode, author))
    return 0


def _written(place: Place, host: Host, number: int, told: Comment, mode: str, author: str | None) -> str:
    """Write or edit the comment; what was done, in words."""
    body, mark, name = comment_markdown(told), marker(told.key), author or place.own_name(host)
    own = [one for one in place.comments(host, number) if one.author == name and _first_line(one.body) == mark]
    if told.is_nothing and not own:
        return "no comment: nothing changed in meaning"
    if own and mode == "update":
        if own[0].body.replace("\r\n", "\n").strip() == body.strip():
            return f"the comment on {number} says so already"
        place.write(host, number, body, own[0].id)
        return f"edited the comment on {number}"
    for earlier in own if mode == "hide-and-new" else ():
        place.hide(host, number, earlier)
    place.write(host, number, body, None)
    return f"commented on {number}"


def _first_line(text: str) -> str:
    return text.partition("\n")[0].rstrip("\r")


def _read(path: Path) -> bytes:
    """At most as much of a regular file as a report may be; through no link."""
    try:
        handle = os.open(path, os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0))
        with os.fdopen(handle, "rb") as stream:
            if not stat.S_ISREG(os.fstat(stream.fileno()).st_mode):
                raise UserError(f"`{terminal(str(path))}` is no file")
            return stream.read(LARGEST + 1)
    except OSError as error:
        raise UserError(f"cannot read `{terminal(str(path))}`: {error.strerror}") from error
