"""The load of people, equipment, teams and skills over some weeks or months, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from pmctl.diagnostic import UserError
from pmctl.escape import terminal
from pmctl.insights.teams import people_of
from pmctl.insights.workload import Moved, bookings_by_person, moved_among
from pmctl.insights.workload.bottlenecks import Bottleneck, bottlenecks
from pmctl.insights.workload.clashes import Clash, clashes
from pmctl.insights.workload.grid import Cell, Length, Stretch, cells_of, stretches, together
from pmctl.insights.workload.weeks import ZERO
from pmctl.model.item import Item
from pmctl.model.people import Person, Resource, Team
from pmctl.model.product import Product
from pmctl.model.project import Project, Task
from pmctl.plan import Plan

WEEKS, MONTHS = 8, 6
"""How many are shown where nobody says."""
MOST_WEEKS = 104


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody wants to see: of whom or what (None: of everybody), from a day on, so many weeks."""

    subject: Item | None
    first: date
    weeks: int | None = None
    length: Length = "week"
    skill: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """A person, equipment, a team, or those who have a skill (`skill:python`); `members` are who is summed."""

    id: str
    kind: str
    name: str
    cells: tuple[Cell, ...]
    members: tuple[str, ...] = ()

    @property
    def most(self) -> float:
        """The highest share that is asked; work without any time is more than any share."""
        return max((_share(cell) for cell in self.cells), default=0.0)

    @property
    def has_load(self) -> bool:
        """Is anything asked of them at all?"""
        return any(cell.asked or cell.booked for cell in self.cells)


def _share(cell: Cell) -> float:
    if cell.asked_share is not None:
        return float(cell.asked_share)
    return float("inf") if cell.asked else 0.0


@dataclass(frozen=True, slots=True)
class Over:
    """A week in which more is asked of somebody than they can give, and what levelling moved of it."""

    who: str
    cell: Cell
    moved: tuple[Moved, ...]


@dataclass(frozen=True, slots=True)
class View:
    """Everything that `pmctl workload` tells."""

    asked: Asked
    frame: tuple[Stretch, ...]
    rows: tuple[Row, ...]
    teams: tuple[Row, ...]
    skills: tuple[Row, ...]
    overs: tuple[Over, ...]
    clashes: tuple[Clash, ...]
    bottlenecks: tuple[Bottleneck, ...]
    idle: tuple[Row, ...]
    """Who could work and has half of their time or more to give, the most first."""


def workload(plan: Plan, asked: Asked) -> View:
    """The load of everybody who is meant. UserError for a subject that has none, and for a past that is not planned."""
    if (asked.first.year, asked.first.isocalendar().week) < (plan.today.year, plan.today.isocalendar().week):
        raise UserError(
            "what is past was not planned for: load is told from this week on",
            "`pmctl workload --spent` has the hours that were worked; `--at REV` is the plan as it was",
        )
    frame = _frame(plan, asked)
    weeks = stretches(plan.today, asked.first, _weeks_in(frame), "week")
    people = _people(plan, asked)
    rows = tuple(_row(plan, who, frame) for who in people)
    loaded = sorted((row for row in rows if row.has_load), key=lambda row: (-row.most, row.id))
    seen = {row.id for row in rows}
    return View(
        asked,
        frame,
        tuple(loaded),
        _teams(plan, rows),
        _skills(plan, rows, asked),
        tuple(one for row in loaded for one in _overs(plan, row.id, weeks)),
        tuple(one for one in clashes(plan) if one.who in seen and _is_within(one, frame)),
        bottlenecks(plan, asked.subject.id if isinstance(asked.subject, Project) else ""),
        _idle(plan, rows),
    )


def _frame(plan: Plan, asked: Asked) -> tuple[Stretch, ...]:
    if asked.length == "week":
        return stretches(plan.today, asked.first, asked.weeks or WEEKS, "week")
    number = MONTHS if asked.weeks is None else max(-(-asked.weeks * 7 // 30), 1)
    return stretches(plan.today, asked.first, number, "month")


def _weeks_in(frame: Sequence[Stretch]) -> int:
    return max(((frame[-1][1] - frame[0][0]).days + 7) // 7, 1)


def _people(plan: Plan, asked: Asked) -> list[str]:
    """Whose load is meant: of a team its members, of a document those who work on it."""
    workspace, subject = plan.workspace, asked.subject
    if subject is None:
        found = [*workspace.people, *workspace.resources]
    elif isinstance(subject, Person | Resource):
        found = [subject.id]
    elif isinstance(subject, Team):
        found = [who for who in dict.fromkeys(subject.members) if who in workspace.people]
    elif isinstance(subject, Project | Product):
        equipment = [who for who in workspace.resources if _is_booked_in(plan, who, subject.id)]
        found = [*people_of(plan, subject.id), *equipment]
    else:
        hint = f"`pmctl workload --suggest {subject.id}` says who could take it" if isinstance(subject, Task) else ""
        raise UserError(f"`{terminal(subject.id)}` is a {subject.kind}: load is of people, teams and documents", hint)
    if asked.skill:
        people = workspace.people
        found = [who for who in found if who in people and asked.skill in people[who].skills]
        if not found:
            raise UserError(f"nobody here has the skill `{terminal(asked.skill[:60])}`", _known_skills(plan))
    return found


def _known_skills(plan: Plan) -> str:
    known = sorted({skill for person in plan.workspace.people.values() for skill in person.skills})
    return (
        f"skills: {', '.join(map(terminal, known[:20]))}"
        if known
        else "`skills: [python]` on a person says what they can"
    )


def _is_booked_in(plan: Plan, who: str, document: str) -> bool:
    return any(row.id.startswith(f"{document}/") for row, _ in bookings_by_person(plan).get(who, ()))


def _row(plan: Plan, who: str, frame: Sequence[Stretch]) -> Row:
    item = plan.workspace.people.get(who) or plan.workspace.resources[who]
    return Row(who, item.kind, item.title, cells_of(plan, who, frame))


def _teams(plan: Plan, rows: Iterable[Row]) -> tuple[Row, ...]:
    """The teams of which everybody is among the rows, as sums; a team of one says nothing new."""
    known = {row.id: row for row in rows}
    found = []
    for team in plan.workspace.teams.values():
        members = [who for who in dict.fromkeys(team.members) if who in plan.workspace.people]
        if len(members) > 1 and all(who in known for who in members):
            cells = together(known[who].cells for who in members)
            found.append(Row(team.id, "team", team.title, cells, tuple(members)))
    return tuple(row for row in found if row.has_load)


def _skills(plan: Plan, rows: Iterable[Row], asked: Asked) -> tuple[Row, ...]:
    """The skills of those who are shown, what is asked of everybody who has them; the scarcest first."""
    people = plan.workspace.people
    by_skill: dict[str, list[Row]] = {}
    for row in rows:
        for skill in dict.fromkeys(people[row.id].skills) if row.id in people else ():
            by_skill.setdefault(skill, []).append(row)
    found = [
        Row(f"skill:{skill}", "skill", skill, together(row.cells for row in having), tuple(row.id for row in having))
        for skill, having in by_skill.items()
        if skill == asked.skill or not (asked.skill or isinstance(asked.subject, Person))
    ]
    return tuple(sorted((row for row in found if row.has_load), key=lambda row: (-row.most, row.id)))


def _overs(plan: Plan, who: str, weeks: Sequence[Stretch]) -> list[Over]:
    found = [cell for cell in cells_of(plan, who, weeks) if cell.is_over]
    return [Over(who, cell, moved_among(plan, [id for id, _ in cell.items])) for cell in found]


def _is_within(one: Clash, frame: Sequence[Stretch]) -> bool:
    return one.away.first <= frame[-1][1] and one.away.last >= frame[0][0]


def _idle(plan: Plan, rows: Iterable[Row]) -> tuple[Row, ...]:
    """Who has skills or work, and half of their time or more that nobody has booked."""
    people, booked = plan.workspace.people, bookings_by_person(plan)
    found = []
    for row in rows:
        person = people.get(row.id)
        if person is None or person.type == "client" or not (person.skills or row.id in booked):
            continue
        free, capacity = free_of(row), sum((cell.capacity for cell in row.cells), ZERO)
        if capacity and free >= capacity / 2:
            found.append((-free, row.id, row))
    return tuple(row for _, _, row in sorted(found, key=lambda one: one[:2]))


def free_of(row: Row) -> Fraction:
    """Minutes of somebody that nobody has booked, in all cells."""
    return sum((cell.free for cell in row.cells), ZERO)
