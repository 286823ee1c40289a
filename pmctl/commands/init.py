"""`pmctl init`: plan files to start from, which check green; nothing that is there is ever overwritten."""

from __future__ import annotations

import json
import os
import shlex
from collections.abc import Mapping
from datetime import date
from pathlib import Path

import click

from pmctl import output
from pmctl.commands.calling import options
from pmctl.commands.calling.workflows import HOSTS, INCLUDING, workflows
from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.files import write_files
from pmctl.formats.names import slug
from pmctl.load import find_workspace
from pmctl.operations.starting import files_of, filled

STARTERS = ("blank", "software", "product", "construction")
NEXT = {
    "github": (
        "  git add .github and commit: the next pull request is checked and reviewed",
        "  Settings, Pages, source `GitHub Actions`: the status report is published on every push",
    ),
    "gitlab": (
        "  git add .gitlab .gitlab-ci.yml and commit: the next merge request is checked and reviewed",
        "  PMCTL_GITLAB_TOKEN (Settings, CI/CD, Variables): a token with scope `api` lets the review be a comment",
    ),
    "gitlab beside others": (
        "  write into .gitlab-ci.yml: `include: [{local: .gitlab/pmctl.yml}]`, git add .gitlab and commit",
        "  PMCTL_GITLAB_TOKEN (Settings, CI/CD, Variables): a token with scope `api` lets the review be a comment",
    ),
}
"""What is left to do at a code host."""


def starter_files(folder: Path, starter: str, today: date) -> dict[Path, str]:
    """Path -> text of a starter's files; UserError where its folder can be none."""
    if folder.exists() and not folder.is_dir():
        raise UserError(f"`{terminal(str(folder))}` is not a folder")
    name = folder.resolve().name
    id = slug(name, "plan")
    return {folder / path: filled(text, id, today, _title(name)) for path, text in files_of(starter).items()}


def _title(name: str) -> str:
    """The name of a folder as that of its plan, where it is more than an id in small letters; else nothing."""
    is_for_people = name.isprintable() and not (name.isascii() and name == name.lower())
    return json.dumps(name, ensure_ascii=False) if is_for_people else ""


def write_new(files: Mapping[Path, str], elsewhere: str) -> None:
    """Write files; UserError, and nothing written, where one of them is there already."""
    there = [path for path in files if path.exists() or path.is_symlink()]
    if there:
        names = ", ".join(f"`{terminal(_shown(path))}`" for path in there)
        verb = "is" if len(there) == 1 else "are"
        raise UserError(f"{names} {verb} there already", f"nothing was written; {elsewhere}")
    write_files({path: text.encode() for path, text in files.items()}, overwrite=False)


@click.command("init")
@click.argument("folder", metavar="[DIR]", default=".")
@click.option("--template", "starter", type=click.Choice(STARTERS), help="What to start from (blank).")
@click.option("--ci", "host", type=click.Choice(HOSTS), help="The workflows for GitHub or GitLab, too.")
@options.dated
@options.plain
def command(folder: str, starter: str | None, host: str | None, today: date) -> None:
    """Write a plan that checks green, to be changed line by line.

    blank: one project of three tasks. software: a release with people, charter and a risk. product: a product with
    its features and the project that delivers them. construction: a house with crews, a crane and a budget.

    `--ci github` writes workflows that check the plan and review each pull request, comment on it, and publish the
    status report; `--ci gitlab` jobs that do the same. A plan that is there already stays as it is.
    """
    place = Path(folder)
    around = find_workspace(place) if host and not starter and place.is_dir() else None
    plan = {} if around else starter_files(place, starter or STARTERS[0], today)
    builds = workflows(host, around if around and around.is_dir() else place) if host else {}
    mixed = host == "gitlab" and not any(path.name == INCLUDING for path in builds)
    write_new({**plan, **builds}, "`pmctl init DIR` starts in another folder, `pmctl status` looks at this plan")
    for path in (*plan, *builds):
        output.write(f"wrote {terminal(_shown(path))}")
    output.write(
        "\n".join(
            [
                "\nNext",
                *(_next(place, plan) if plan else ()),
                *NEXT.get(f"{host} beside others" if mixed else host or "", ()),
            ]
        )
    )


def _shown(path: Path) -> str:
    """A path as a person in this folder would type it."""
    here = Path.cwd()
    whole = Path(os.path.abspath(path))
    return whole.relative_to(here).as_posix() if whole.is_relative_to(here) else path.as_posix()


def _next(folder: Path, plan: Mapping[Path, str]) -> tuple[str, ...]:
    """What to do with a new plan."""
    name = terminal(shlex.quote(folder.as_posix()))
    at = "" if name == "." else f" -C {name}"
    products = [path for path in plan if path.parent.name == "products"]
    first = next(iter(products), None) or next(path for path in plan if path.parent.name == "projects")
    return (
        f"  pmctl check{f' {name}' if at else ''}",
        f"  pmctl status{at}",
        *([f"  pmctl roadmap{at}"] if products else []),
        f"  pmctl timeline{at}",
        f"  then edit {terminal(_shown(first))}: one fact, one line; and commit it",
    )
