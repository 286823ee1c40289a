"""`pmctl check`: is the plan sound? All findings at once, each with its place."""

from __future__ import annotations

import os
import re
from dataclasses import replace
from pathlib import Path

import click

from pmctl import output
from pmctl.commands.calling import options, watching
from pmctl.commands.calling.opening import kept, with_commits
from pmctl.diagnostic import UserError
from pmctl.discover import SETTINGS, is_plan_name
from pmctl.escape import json_text, terminal
from pmctl.findings import FORMATS
from pmctl.findings.report import Report, report
from pmctl.findings.text import skipped, statistics, summary, text
from pmctl.load import find_workspace, load
from pmctl.model.project import Project
from pmctl.plan import Plan, plan
from pmctl.record import dataclass
from pmctl.regex import regex
from pmctl.rules import RULES, matches, rules_named
from pmctl.rules.judging.rule import Rule
from pmctl.rules.judging.run import judge
from pmctl.views.find import close, find_document

_FAMILY = regex(r"PM([0-9])(?:\*|x{0,2})", re.IGNORECASE)


@click.command("check")
@click.argument("folder", required=False, metavar="[DIR|FILE|PROJECT]")
@click.option("--select", multiple=True, metavar="RULES", help="Only these: codes, families (PM2xx) or names.")
@click.option("--ignore", multiple=True, metavar="RULES", help="All but these. What cannot be read is always said.")
@click.option("--all", "everything", is_flag=True, help="Show more than twenty findings of one rule.")
@click.option("--statistics", "counted", is_flag=True, help="A line a rule, with how often it was found.")
@click.option("--score", is_flag=True, help="A table of the 14 points of schedule quality, and how many pass.")
@click.option("--verbose", is_flag=True, help="With --score: what stands behind each point.")
@click.option("--fix", is_flag=True, help="Mend first what is certain: slips of the fingers, tabs, planned for actual.")
@click.option("--diff", "shown", is_flag=True, help="Show what --fix would change; exit 1 where that is something.")
@click.option("--watch", is_flag=True, help="Stay, and check again whenever a file changes.")
@click.option("-o", "file", metavar="FILE", help="Write to a file instead of standard output.")
@options.formats("text", "json", *FORMATS)
@options.shared
def command(
    call: options.Call,
    folder: str | None,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    everything: bool,
    counted: bool,
    score: bool,
    verbose: bool,
    fix: bool,
    shown: bool,
    watch: bool,
    format: str,
    fields: tuple[str, ...] | None,
    file: str | None,
) -> int:
    """Find what is wrong or odd in the plan, all of it in one run. Exit status 1 when there are errors.

    Of a FILE of a workspace its own findings are said, judged with the plan around it.

    `--score` is of all projects, or of one: `pmctl check checkout --score`, or its FILE.

    `--format github` marks lines of a change, `sarif` is for code scanning, `gitlab` for its code quality report,
    `junit` for build servers, `rdjson` for reviewdog, `concise` for editors.

    `--fix` mends what is certain, by the file as it is then; `--diff` shows it first.

    A line ends in `# pmctl: allow PM204 reason` to let one finding pass; `pmctl rule PM204` explains.
    """
    rules = Rules(_selectors(select), _selectors(ignore))
    if verbose and not score:
        raise UserError("`--verbose` belongs to `--score`", "`pmctl check --all` shows every finding")
    if score:
        return _score(call, folder, rules, verbose, format, fields, file)
    root, only = _what(call, folder)
    how = Telling(format, fields, file, counted, bool(everything or rules.selected))
    if watch or fix or shown:
        options.refuse_past(call, "nothing changes there")
    if shown or fix:
        # what writes plans takes longer to import than a small plan to check
        from pmctl.commands.calling import mending

        present = _read(call, root)
        if shown:
            return mending.show_mending(call, present, lambda made: _of(made, only, rules).findings)
        mending.mend(call, present, lambda made: _of(made, only, rules).findings, bool(format != "text" or file))

    def once() -> int:
        return _told(_found(call, root, only, rules), root, how)

    return watching.watch(root, once) if watch else once()


@dataclass(frozen=True, slots=True)
class Telling:
    """How findings are told: in which form, which fields of it, in which file; counted only; more than a first look."""

    format: str
    fields: tuple[str, ...] | None
    file: str | None
    counted: bool
    everything: bool


def _told(found: Report, root: Path, how: Telling) -> int:
    """Say what was found; 1 where there are errors."""
    if how.format == "json":
        from pmctl.findings.json import as_json

        output.deliver(json_text(options.chosen(as_json(found), how.fields)) + "\n", how.file)
    elif how.format != "text":
        output.deliver(FORMATS[how.format](replace(found, folder=options.folder_of(root))), how.file)
    elif how.file:
        output.deliver(_plain(found, how), how.file)
    else:
        _print(found, how)
    return 1 if found.counts["error"] else 0


def _found(call: options.Call, root: Path, only: str, rules: Rules) -> Report:
    """What the rules find, of one file where only that was asked about."""
    return _of(kept(with_commits(_read(call, root))), only, rules)


def _read(call: options.Call, root: Path) -> Plan:
    loaded = options.read(root, call.at)
    if root.is_file() and not loaded.texts and not loaded.diagnostics:
        hint = "a plan file says its `kind`: `kind: project`; or `part-of:` and the document that it belongs to"
        raise UserError(f"`{terminal(root.name)}` is no plan file: nothing in it was checked", hint)
    return plan(loaded, call.today, call.level)


def _of(made: Plan, only: str, rules: Rules) -> Report:
    """What the rules find in a plan, of one file where only that was asked about."""
    found = report(made, rules.selected, rules.ignored)
    if not only:
        return found
    return replace(found, findings=tuple(one for one in found.findings if one.span.path == only), files=1)


@dataclass(frozen=True, slots=True)
class Rules:
    """Which rules were asked for, and which were left out: codes, families and names."""

    selected: tuple[str, ...]
    ignored: tuple[str, ...]

    def codes(self) -> frozenset[str]:
        """The codes of the rules that count."""
        wanted = [rule for rule in RULES if not self.selected or self._among(rule, self.selected)]
        return frozenset(rule.code for rule in wanted if not self._among(rule, self.ignored))

    @staticmethod
    def _among(rule: Rule, selectors: tuple[str, ...]) -> bool:
        return any(matches(rule, selector) for selector in selectors)


# --- the score


def _score(
    call: options.Call,
    named: str | None,
    rules: Rules,
    verbose: bool,
    format: str,
    fields: tuple[str, ...] | None,
    file: str | None,
) -> int:
    """The 14 points; the exit status is that of the findings about them."""
    if format not in ("text", "json"):
        hint = f"`pmctl check --select PM8xx --format {format}` has the findings"
        raise UserError("`--score` is written as text or JSON", hint)
    # without a score nobody waits for these imports
    from pmctl.insights.quality.score import CHECKS
    from pmctl.views.score.forms import score_json, score_text
    from pmctl.views.score.view import score_view

    made, documents = _scored(call, named)
    codes = rules.codes()
    view = score_view(made, codes, documents)
    if format == "json":
        output.deliver(json_text(options.chosen(score_json(made, view), fields)) + "\n", file)
    elif file:
        output.deliver(score_text(view, verbose) + "\n", file)
    else:
        output.write(score_text(view, verbose))
    judged = {check.code for check in CHECKS}
    found = (one for one in judge(made).findings if one.code in judged & codes)
    return int(any(one.severity == "error" and (not documents or one.item in documents) for one in found))


def _scored(call: options.Call, named: str | None) -> tuple[Plan, tuple[str, ...]]:
    """The plan, and the documents of it that are scored (none: all): of a file those of which it holds a part."""
    if named is None or not Path(named).exists():
        made = options.open_plan(call)
        return made, (find_document(made, named).id,) if named else ()
    root, only = _what(call, named)
    made = options.open_plan(call, str(root))
    if not only:
        return made, ()
    items = (item for item in made.workspace.items.values() if item.source.path == only)
    documents = tuple(dict.fromkeys(item.document or item.id for item in items))
    found = tuple(one for one in documents if isinstance(made.workspace.documents.get(one), Project))
    if not found:
        hint = "a file of a project has a score, and so has `pmctl check --score`"
        raise UserError(f"`{terminal(only)}` holds no project", hint)
    return made, found


# --- what is looked at


def _what(call: options.Call, named: str | None) -> tuple[Path, str]:
    """Where the plan is, and the one file of it that is asked about: a file is judged with the plan around it."""
    if call.at is not None:
        return _committed(call, named)
    start = Path(named or call.root or ".").absolute()
    if start.is_dir() and find_workspace(start) is None and load(start).diagnostics:
        return start, ""  # no file says that it is a plan, and one of them should
    if named and not start.exists():
        raise _not_there(call, named)
    root = options.find_root(call, named)
    around = find_workspace(start.parent) if start.is_file() else None
    if around is None or not (around / SETTINGS).is_file() or start.name == SETTINGS:
        return root, ""
    path = start.relative_to(around).as_posix()
    return (around, path) if path in load(around).texts else (root, "")


def _not_there(call: options.Call, named: str) -> UserError:
    """A name that is no folder and no file: it may be that of a project, whose file is meant."""
    root = find_workspace(Path(call.root or "."))
    document = load(root).workspace.documents.get(named) if root is not None else None
    hint = ""
    if root is not None and document is not None:
        hint = f"`{named}` stands in a file: `pmctl check {terminal(os.path.relpath(root / document.source.path))}`"
    return UserError(f"there is no folder or file `{terminal(named)}`", hint)


def _committed(call: options.Call, named: str | None) -> tuple[Path, str]:
    """The same of a revision, at which the file must be but need not be any more."""
    start = Path(named or call.root or ".").absolute()
    root = options.find_root(call, str(start.parent if is_plan_name(start.name) else start))
    return root, start.relative_to(root).as_posix() if is_plan_name(start.name) and start.name != SETTINGS else ""


def _selectors(given: tuple[str, ...]) -> tuple[str, ...]:
    """Codes, families and names, each of which must mean a rule."""
    names = tuple(name for text in given for name in options.names_in(text))
    known = {selector for rule in RULES for selector in (rule.code, rule.family, rule.name)}
    found = []
    for name in names:
        selector = name if name in known else _as_code(name)
        if not rules_named(selector):
            raise UserError(
                f"there is no rule `{terminal(name[:40])}`.{close(name, sorted(known))}",
                "name a code (`PM204`), a family (`PM2xx`) or a rule; `pmctl rule --list` has them all",
            )
        found.append(selector)
    return tuple(found)


def _as_code(name: str) -> str:
    """A code or family as it is meant: `pm203` is PM203, and `PM7`, `pm7*` and `PM7XX` are PM7xx."""
    family = _FAMILY.fullmatch(name)
    if family is not None:
        return f"PM{family[1]}xx"
    return name[:2].upper() + name[2:].lower() if name[:2].lower() == "pm" else name


# --- what is written


def _print(found: Report, how: Telling) -> None:
    """For people: on a terminal it says so, too, when nothing was found."""
    if found.findings:
        words = statistics(found) if how.counted else text(found, output.paint, output.room(), how.everything)
        output.write(words + "\n")
    if found.findings or output.is_terminal():
        output.write(summary(found))
    if how.counted and skipped(found):
        output.note(skipped(found))


def _plain(found: Report, how: Telling) -> str:
    """The same words for a file, without colour, each sentence on one line."""
    words = statistics(found) if how.counted else text(found, lambda words, style: words, 0, how.everything)
    return f"{words}\n\n{summary(found)}\n" if found.findings else f"{summary(found)}\n"
