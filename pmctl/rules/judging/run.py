"""Every rule over a plan: what was found, less what the team lets pass, in the order of the files."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from fnmatch import fnmatchcase
from itertools import takewhile
from typing import TYPE_CHECKING

from pmctl.diagnostic import Diagnostic, Severity, Span, position
from pmctl.escape.hidden import LINE_END
from pmctl.insights.kinds import by_class
from pmctl.model.item import span_of
from pmctl.model.workspace import RuleSetting
from pmctl.parse import Allow
from pmctl.plan import Plan, remembered
from pmctl.record import dataclass
from pmctl.rules import BY_CODE, RULES, matches, rules_named
from pmctl.rules.families.review import REVIEW
from pmctl.rules.judging.index import did_you_mean
from pmctl.rules.judging.rule import Check, Rule

if TYPE_CHECKING:
    from pmctl.rules.judging.change import Change

LONGEST_MESSAGE = 400

MOST_COMMENTS = 20
"""Lines of comments that may stand between one that allows something and what it is about."""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the rules found, and the rules that had nothing to look at."""

    findings: tuple[Diagnostic, ...]
    skipped: tuple[Rule, ...]


def findings(plan: Plan) -> tuple[Diagnostic, ...]:
    """Everything that is wrong or odd in a plan, errors of reading included, sorted by place."""
    return judge(plan).findings


@remembered
def judge(plan: Plan) -> Judgement:
    """Run every rule, apply the team's severities, then the comments that let a finding pass."""
    found: list[Diagnostic] = list(plan.diagnostics)
    refused = {finding.span for finding in found if finding.severity == "error"}
    for check in _checks(plan):
        # a value that could not be read has its finding already
        found += [_short(one) for one in check(plan) if not refused or one.span not in refused]
    if plan.workspace.rules:
        found = [judged for one in found for judged in _as_the_team_wants(plan, one)]
    found += _setting_findings(plan)
    # one plan shows no change, and has a history only where somebody asked git
    absent = {"change"} if plan.commits is not None else {"change", "history"}
    skipped = tuple([rule for rule in RULES if rule.when in absent])
    return Judgement(tuple(_allowed(plan, _in_order(found))), skipped)


def _checks(plan: Plan) -> Iterator[Check]:
    """What may find something in a plan; the modules of all other rules need not even be imported."""
    there = held(plan)
    looked = ("plan",) if plan.commits is None else ("plan", "history")
    for rule in RULES:
        if rule.when in looked and (not rule.about or not there.isdisjoint(rule.about)):
            check = rule.check
            assert check is not None, rule.code
            yield check


def held(plan: Plan) -> frozenset[type]:
    """The classes of what a plan holds."""
    workspace = plan.workspace
    folk = (*workspace.people.values(), *workspace.teams.values(), *workspace.resources.values())
    settings = (*workspace.policies.values(), *workspace.views.values())
    # of two with one id only one is among the items
    return frozenset((*by_class(plan), *map(type, (*folk, *settings, *workspace.timesheets))))


def _in_order(found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Findings by place, each once: equal ones stand beside each other."""
    places = list(map(order, found))
    placed = sorted(range(len(found)), key=places.__getitem__)
    # few share a place, and two findings are compared field by field
    return [
        found[one]
        for one, last in zip(placed, [None, *placed], strict=False)
        if last is None or places[one] != places[last] or found[one] != found[last]
    ]


def compared(change: Change) -> tuple[Diagnostic, ...]:
    """Everything that rules find in a change, with the severities of the team before it; sorted by place."""
    found = [_short(one) for rule in REVIEW if rule.compare is not None for one in rule.compare(change)]
    wanted = [judged for one in found for judged in _as_the_team_wants(change.before, one)]
    return tuple(_in_order(wanted))


def _short(finding: Diagnostic) -> Diagnostic:
    """A finding in which a name of a thousand words does not stand in full."""
    if len(finding.message) <= LONGEST_MESSAGE and len(finding.hint) <= LONGEST_MESSAGE:
        return finding
    message, hint = (cut_at(words, LONGEST_MESSAGE) for words in (finding.message, finding.hint))
    return replace(finding, message=message, hint=hint)


def cut_at(words: str, most: int) -> str:
    """At most so many characters."""
    return words if len(words) <= most else f"{words[: most - 1]}…"


def order(finding: Diagnostic) -> tuple[str, int, str, str]:
    """By file, place, code and words."""
    return finding.span.path, finding.span.start, finding.code, finding.message


# --- severities of the team


def _as_the_team_wants(plan: Plan, finding: Diagnostic) -> tuple[Diagnostic, ...]:
    """The finding with the severity that `rules:` gives it; nothing where it says `ignore`."""
    rule = BY_CODE.get(finding.code)
    if not plan.workspace.rules or rule is None or (rule.fixed and finding.severity == "error"):
        return (finding,)
    wanted = _wanted(plan, rule, finding.span.path)
    if wanted == "ignore":
        return ()
    if wanted not in ("error", "warning", "info") or wanted == finding.severity:
        return (finding,)
    severity: Severity = "error" if wanted == "error" else "warning" if wanted == "warning" else "info"
    return (replace(finding, severity=severity),)


@remembered
def _wanted(plan: Plan, rule: Rule, path: str) -> str:
    """What `rules:` says of a rule in a file: a setting for files wins, then one for the rule alone, then the last."""
    best, best_rank = "", (-1, -1, -1)
    for place, setting in enumerate(plan.workspace.rules):
        if not matches(rule, setting.selector) or (setting.files and not in_files(path, setting.files)):
            continue
        rank = (len(setting.files), 0 if setting.selector.endswith("xx") else 1, place)
        if rank > best_rank:
            best, best_rank = setting.severity, rank
    return best


def in_files(path: str, pattern: str) -> bool:
    """Does a path match a glob? `*` stays inside a folder's name, `**` stands for any number of folders."""
    wanted = pattern.split("/")[:32]
    parts = path.split("/")
    reach = {0}  # how many parts may be used up so far
    for piece in wanted:
        if piece == "**":
            reach = set(range(min(reach, default=len(parts) + 1), len(parts) + 1))
        else:
            reach = {at + 1 for at in reach if at < len(parts) and fnmatchcase(parts[at], piece)}
    return len(parts) in reach


def _setting_findings(plan: Plan) -> list[Diagnostic]:
    """PM018: entries of `rules:` that name no rule, or one that a plan may not change."""
    found = []
    for setting in plan.workspace.rules:
        named = rules_named(setting.selector)
        if not named:
            found.append(_unknown_rule(setting))
        elif setting.severity != "error" and all(rule.fixed for rule in named):
            message = f"`{setting.selector}` cannot be turned off: what cannot be read cannot be judged"
            found.append(Diagnostic("PM018", "warning", message, setting_spot(setting), "take the entry out"))
    return found


def setting_spot(setting: RuleSetting) -> Span:
    """The place of a setting."""
    return Span(setting.source.path, setting.source.start, setting.source.end)


def _unknown_rule(setting: RuleSetting) -> Diagnostic:
    hint = did_you_mean(setting.selector, [rule.name for rule in RULES]) or "`pmctl rule --list` names them all"
    return Diagnostic("PM018", "warning", f"there is no rule `{setting.selector[:80]}`", setting_spot(setting), hint)


# --- comments that let one finding pass


def _allowed(plan: Plan, found: Sequence[Diagnostic]) -> list[Diagnostic]:
    """Take out what comments allow, list each as PM016, and say which comments do nothing (PM017)."""
    allows = {path: some for path, some in plan.loaded.allows.items() if some}
    if not allows:
        return list(found)
    kept = [finding for finding in found if finding.span.path not in allows]
    for path in sorted(allows):
        here = [finding for finding in found if finding.span.path == path]
        kept += _allowed_in_file(plan, path, allows[path], here)
    return sorted(kept, key=order)


def _allowed_in_file(plan: Plan, path: str, allows: Sequence[Allow], found: Sequence[Diagnostic]) -> list[Diagnostic]:
    text = plan.loaded.texts.get(path, "")
    kept = [(finding, _lines_of(plan, text, finding)) for finding in found]
    said: list[Diagnostic] = []
    for allow in allows:
        if not allow.reason:
            continue  # said while reading: a comment without a reason allows nothing
        line = _line_meant(text, allow)
        there = [entry for entry in kept if entry[0].code == allow.code and line in entry[1]]
        free = [entry for entry in there if not _is_fixed(entry[0])]
        if free:
            kept.remove(free[0])
        said.append(_passed(path, allow, free[0][0]) if free else _does_nothing(path, allow, bool(there)))
    return [finding for finding, _ in kept] + said


def _passed(path: str, allow: Allow, finding: Diagnostic) -> Diagnostic:
    """PM016: the finding that a comment lets pass, with the reason given."""
    message = f"{allow.code} {BY_CODE[allow.code].name} may pass here: {allow.reason[:80]}"
    return Diagnostic("PM016", "info", message, Span(path, allow.start, allow.end), finding.message, finding.item)


def _does_nothing(path: str, allow: Allow, refused: bool) -> Diagnostic:
    """PM017: a comment that allows what may not be allowed, or what is not there."""
    rule = BY_CODE.get(allow.code)
    if rule is None:
        message, hint = f"there is no rule {allow.code}", "`pmctl rule --list` names them all"
    elif refused or rule.fixed:
        message, hint = f"{allow.code} cannot be allowed: what cannot be read cannot be judged", "mend the line instead"
    else:
        message, hint = f"this comment allows nothing: no {allow.code} is found here", "take the comment out"
    return Diagnostic("PM017", "warning", message, Span(path, allow.start, allow.end), hint)


def _is_fixed(finding: Diagnostic) -> bool:
    rule = BY_CODE.get(finding.code)
    return rule is not None and rule.fixed and finding.severity == "error"


def _lines_of(plan: Plan, text: str, finding: Diagnostic) -> tuple[int, ...]:
    """The line of the finding, and the line on which the item that it is about begins."""
    lines = [position(text, finding.span.start).line]
    item = plan.workspace.items.get(finding.item)
    if item is not None and item.source.path == finding.span.path:
        lines.append(position(text, span_of(item).start).line)
    return tuple(lines)


def _line_meant(text: str, allow: Allow) -> int:
    """The comment's own line, or the next one that holds more than a comment."""
    if not allow.alone:
        return allow.line
    below = LINE_END.split(text[allow.end :], MOST_COMMENTS + 1)[1 : MOST_COMMENTS + 1]
    comments = takewhile(lambda line: line.lstrip().startswith("#"), below)
    return allow.line + 1 + sum(1 for _ in comments)
