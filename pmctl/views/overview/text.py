"""Where things stand, for a terminal: a line a document, or a page of one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from pmctl import output
from pmctl.escape import cut, one_line, terminal, terminal_width, wrapped
from pmctl.insights.attention import Attention, Notice
from pmctl.insights.early_warning import warning_text
from pmctl.insights.health.levels import Dimension
from pmctl.model.project import Project
from pmctl.plan import Plan
from pmctl.quantity import print_date, print_money_short, print_share
from pmctl.regex import regex
from pmctl.views.overview.tables import budget_lines, limit_lines
from pmctl.views.overview.view import Overview, Standing, money

_WEEKDAY = regex(r"\b(?:Mon|Tue|Wed|Thu|Fri|Sat|Sun) (?=[0-9])")
_LAST_DAY = regex(r"(.*) ([0-9]{1,2} [A-Z][a-z]{2}(?: [0-9]{4})?)")
LEAST_NAME = 12
MOST = 5  # notices of one sort on the first screen
STYLES = {"red": "red", "amber": "amber", "green": "green"}


def overview_text(plan: Plan, overview: Overview, revision: str = "") -> str:
    """One line a document with the sides that are red or amber below it, then what wants attention."""
    parts = [head(plan, revision)]
    if overview.standings:
        parts.append(_table(plan, overview.standings))
    else:
        parts.append("No project and no product yet: a file with `kind: project` and `tasks` makes one.")
    parts.append(attention_text(overview.attention, MOST))
    return "\n".join(part for part in parts if part)


def head(plan: Plan, revision: str) -> str:
    """Of which plan, which revision and which day this speaks."""
    workspace = plan.workspace
    name = workspace.name or workspace.id or plan.loaded.root.name or "plan"
    content = f" · plan {plan.loaded.content[:8]}" if plan.loaded.content else ""
    at = f" · {terminal(revision)}" if revision else ""
    rest = f"{at} · today {print_date(plan.today, None)}{content}"
    shown = cut(one_line(name), max(LEAST_NAME, output.width() - terminal_width(rest)))
    return "\n".join(output.paint(line, "dim") for line in wrapped(shown + rest, output.width()))


_COLUMNS = (
    output.Column("", least=24),
    output.Column("health", least=11),
    output.Column("due", least=10),
    output.Column("forecast", least=10),
    output.Column("", True, 4),
    output.Column("done", True, 4),
    output.Column("cost", least=10),
    output.Column("next", least=14),
)


def _table(plan: Plan, standings: Sequence[Standing]) -> str:
    rows = [_row(plan, one, False) for one in standings]
    used = [index for index in range(len(_COLUMNS)) if index < 2 or any(_text(row[index]) for row in rows)]
    if not _fits(rows, used, uncut=True):
        rows = [_row(plan, one, True) for one in standings]
        while len(used) > 2 and not _fits(rows, used, uncut=False):
            used.pop()
    shown = output.table([_COLUMNS[index] for index in used], [[row[index] for index in used] for row in rows], 1)
    title, *lines = shown.split("\n")
    found = [title]
    for line, one in zip(lines, standings, strict=True):
        found.append(line)
        found += [_dimension_line(side) for side in one.health.dimensions if side.level in ("red", "amber")]
        found += _reported(plan, one)
    return "\n".join(found)


def _fits(rows: Sequence[Sequence[str | output.Cell]], used: Sequence[int], uncut: bool) -> bool:
    """Whether these columns have room: as they are but for the name, or cut as far as they may be."""
    wide = [max(len(_COLUMNS[index].title), *(terminal_width(_text(row[index])) for row in rows)) for index in used]
    least = [
        _COLUMNS[index].least if index == 0 or not uncut else width for index, width in zip(used, wide, strict=True)
    ]
    return 1 + sum(map(min, wide, least)) + 2 * (len(used) - 1) <= output.room()


def _text(cell: str | output.Cell) -> str:
    return cell if isinstance(cell, str) else cell.text


def _row(plan: Plan, one: Standing, narrow: bool) -> list[str | output.Cell]:
    """The cells of a document; on a narrow screen days stand without their weekday, of money only the share."""
    health = one.health.level
    slip = "" if one.slip is None else f"{one.slip:+d}d" if one.slip else "0d"
    late = "red" if one.slip and one.slip > 0 else "green" if slip else ""
    product = "" if isinstance(one.document, Project) else " (product)"
    return [
        output.Cell(one.document.id + product, "bold"),
        output.Cell(health.upper() if health in STYLES else health.replace("-", " "), STYLES.get(health, "dim")),
        _without_weekday(_date(plan, one.due)) if narrow else _date(plan, one.due),
        _without_weekday(_date(plan, one.forecast)) if narrow else _date(plan, one.forecast),
        output.Cell(slip, late),
        print_share(one.done, 0) if one.done is not None else "",
        _money(plan, one, narrow),
        "" if not one.next else _day_first(one.next.text) if narrow else one.next.text,
    ]


def _day_first(text: str) -> str:
    """`design Fri 27 Feb` as `27 Feb design`, so that a cut leaves the day."""
    return _LAST_DAY.sub(r"\2 \1", _without_weekday(text))


def _without_weekday(text: str) -> str:
    return _WEEKDAY.sub("", text)


def _date(plan: Plan, day: date | None) -> str:
    return print_date(day, plan.today) if day else ""


def _money(plan: Plan, one: Standing, narrow: bool) -> str:
    """`62k of 90k 69%`; another currency than the workspace's is named; narrow `69%`."""
    parts = []
    for currency, actual, budget, _ in money(one.costs):
        name = currency if currency != plan.workspace.currency else None
        spent = print_money_short(actual, name)
        part = f" {actual / budget:.0%}" if budget else ""
        if narrow and part:
            parts.append(part.strip())
            continue
        parts.append(f"{spent} of {print_money_short(budget, name)}{part}" if budget is not None else spent)
    return ", ".join(parts)


def _dimension_line(side: Dimension) -> str:
    level = output.paint(f"{side.level:<6}", STYLES.get(side.level, ""))
    return f"   {side.name:<12} {level} {cut(terminal(side.text), max(20, output.width() - 23))}"


def _reported(plan: Plan, one: Standing) -> list[str]:
    """What a person said, where it differs from what was computed."""
    said = one.health.reported
    if said is None or not said.health or said.health == one.health.level:
        return []
    text = f"{said.health}, says {said.by or 'somebody'} on {print_date(said.date.first, plan.today)}: {said.text}"
    return [f"   {'reported':<12} {cut(terminal(text), max(20, output.width() - 16))}"]


# --- what wants attention ---------------------------------------------------------------------------------------------


def attention_text(found: Attention, most: int) -> str:
    """`Late`, `Blocked`, `Decide`, `Soon`: each in one paragraph, the most urgent first."""
    late = [_who(one) + f" {one.text}" for one in found.late] + [
        f"{one.text} ({one.who or 'nobody'})" for one in found.reviews
    ]
    rows = [
        ("Late", late, "`pmctl list --where late`"),
        ("Blocked", [f"{one.item} {one.text}" for one in found.blocked], "`pmctl list --where blocked`"),
        ("Decide", [f"{_who(one, one.text)}" for one in found.decide], "`pmctl list decisions`"),
        ("Soon", [f"{one.item} {one.text}" for one in found.soon], "`pmctl list --sort due`"),
    ]
    lines = []
    for title, notices, more in rows:
        if notices:
            rest = [f"{len(notices) - most} more: {more}"] if len(notices) > most else []
            folded = _folded([*(terminal(notice) for notice in notices[:most]), *rest], output.width() - 12)
            lines += [
                f" {output.paint(f'{title:<9}', 'heading')} {folded[0]}",
                *(" " * 11 + line for line in folded[1:]),
            ]
    return "\n" + "\n".join(lines) if lines else ""


def _folded(parts: Sequence[str], room: int) -> list[str]:
    """Parts with ` · ` between them on lines of a width; a command (between backticks) is not broken."""
    glued = [part.replace(" ", "\xa0") if "`" in part else part for part in parts]
    lines = wrapped(" · ".join(glued), max(20, room))
    return [line.replace("\xa0", " ") for line in lines]


def _who(one: Notice, more: str = "") -> str:
    inside = ", ".join(part for part in (one.who, more) if part)
    return f"{one.item} ({inside})" if inside else one.item


# --- one document -----------------------------------------------------------------------------------------------------


def standing_text(plan: Plan, overview: Overview, revision: str = "") -> str:
    """One page: the dates apart, every side of health with its evidence, money by line, what wants attention."""
    one = overview.standings[0]
    document = one.document
    level = one.health.level
    judged, sides = one.health.known
    light, score = level.upper().replace("-", " "), f"{judged} of {sides} known"
    room = output.width() - terminal_width(f"  {document.id}  {light}  {score}")
    shown = cut(one_line(document.title), max(LEAST_NAME, room))
    lines = [
        head(plan, revision),
        f"{output.paint(shown, 'bold')}  {document.id}  {output.paint(light, STYLES.get(level, 'dim'))}  {score}",
        "",
        *_dates(plan, one),
        *_progress(one),
        "",
        *(line for side in one.health.dimensions for line in (*_dimension(side), *_early(overview, side))),
    ]
    said = one.health.reported
    if said is not None:
        text = (
            f"{said.health or 'no health'}, says {said.by or 'somebody'} on {print_date(said.date.first, plan.today)}"
        )
        told = terminal(f"{text}: {said.text}" if said.text else text)
        lines += ["", *wrapped(told, output.width(), "Reported    ", " " * 12)]
    lines += [*budget_lines(plan, one), *limit_lines(plan, one)]
    attention = attention_text(overview.attention, 100)
    return "\n".join(lines) + (f"\n{attention}" if attention else "")


def _dates(plan: Plan, one: Standing) -> list[str]:
    rows = [
        ("Promised", _date(plan, one.due)),
        ("Planned", _date(plan, one.planned)),
        ("Forecast", _date(plan, one.forecast) or one.reason),
    ]
    slip = "" if one.slip is None else "  on time" if one.slip == 0 else f"  {one.slip:+d}d against the promise"
    slip += f" (`pmctl why {one.document.id}`)" if one.slip and one.slip > 0 else ""
    texts = [f"{name:<11} {text}{slip if name == 'Forecast' else ''}" for name, text in rows if text]
    lines = [line for text in texts for line in wrapped(text, output.width(), rest=" " * 12)]
    return [*lines, *([f"{'Next':<11} {terminal(one.next.text)}"] if one.next else [])]


def _progress(one: Standing) -> list[str]:
    count = one.count
    done = f"{print_share(one.done, 0)}, " if one.done is not None else ""
    return (
        [f"{'Done':<11} {done}{count.done} done, {count.doing} under way, {count.todo} to do"]
        if one.done is not None
        else []
    )


def _dimension(side: Dimension) -> list[str]:
    level = output.paint(f"{side.level.replace('-', ' '):<7}", STYLES.get(side.level, "dim"))
    room = max(20, output.width() - 22)
    text = wrapped(terminal(side.text), room) or [""]
    lines = [f"{side.name:<13} {level} {text[0]}", *(" " * 22 + line for line in text[1:])]
    facts = [("rule", side.rule), ("value", side.value), ("threshold", side.threshold)]
    facts += [("evidence", ", ".join(side.evidence[:8]) + (" …" if len(side.evidence) > 8 else ""))]
    for name, fact in facts:
        if fact:
            folded = wrapped(terminal(fact), room - 10)
            lines += [output.paint(" " * 22 + f"{name:<9} {folded[0]}", "dim")]
            lines += [output.paint(" " * 32 + line, "dim") for line in folded[1:]]
    return lines if side.level != "unknown" else lines[:1]


def _early(overview: Overview, side: Dimension) -> list[str]:
    """Under the people of a document their work that warns early: `api (ana): 80% of time, 30% done`."""
    lines: list[str] = []
    for one in overview.early if side.name == "people" else ():
        who = f" ({', '.join(one.who)})" if one.who else ""
        text = f"{one.item.rpartition('/')[2]}{who}: {warning_text(one)}"
        folded = wrapped(terminal(text), max(20, output.width() - 32))
        lines += [f"{'':22}{'' if lines else 'early':<9} {folded[0]}", *(" " * 32 + line for line in folded[1:])]
    return lines
