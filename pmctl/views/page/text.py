"""The page of an item for a terminal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pmctl import git, output
from pmctl.audience import Audience
from pmctl.escape import one_line, visible
from pmctl.insights.collections import COLLECTIONS
from pmctl.insights.facts import show, title_of
from pmctl.insights.relations import Wait
from pmctl.insights.releases import say_without_plan
from pmctl.model.item import Approval
from pmctl.model.product import Product
from pmctl.model.project import Charter, Project
from pmctl.plan import Plan
from pmctl.quantity import print_date
from pmctl.views.folding import folded
from pmctl.views.graph.view import people_of
from pmctl.views.listing.cells import cell_text
from pmctl.views.page.agile import agile_text
from pmctl.views.page.card import ON_CARD, card_text, projects_text
from pmctl.views.page.control import control_text
from pmctl.views.page.evidence import TOLD, evidence_text
from pmctl.views.page.lines import columns_of, rows_of, section_of, wrapped
from pmctl.views.page.thread import said_text
from pmctl.views.page.view import ROOM, Page, cells, counts

_MENTIONS = {
    ("risk", "affects"): "Risks",
    ("feature", "delivered-by"): "Delivers",
    ("feature", "release"): "Features",
    ("task", "sprint"): "Tasks",
    ("task", "owner"): "Answers for",
    ("task", "assign"): "Works on",
    ("action", "for"): "Actions",
    ("quality", "of"): "Checks",
    ("issue", "risk"): "Issues",
    ("task", "change"): "Tasks",
    ("decision", "supersedes"): "Superseded by",
}
_COLUMNS = columns_of("Item", "Name", "State", "Owner", "When")
_LINK_COLUMNS = columns_of("Item", "Link", "Who", "State", "When")


def page_text(plan: Plan, page: Page) -> str:
    """The page for a terminal: one fact a line."""
    sections = [
        _head(plan, page),
        card_text(plan, page.item, page.audience, page.staged) if isinstance(page.item, Product) else "",
        _facts(plan, page),
        _dates(plan, page),
        agile_text(plan, page.item, page.audience == "internal"),
        control_text(plan, page.item, page.audience == "internal"),
        evidence_text(plan, page.item, page.audience == "internal"),
        _description(page),
        _charter(plan, page),
        _parts(plan, page),
        _links(plan, page.audience, page.waits_for, True),
        _links(plan, page.audience, page.needed_by, False),
        projects_text(plan, page.item, page.audience) if isinstance(page.item, Product) else "",
        *_mentions(plan, page),
        said_text(plan, page.said, page.audience),
        _commits(plan, page),
    ]
    return "\n\n".join(section for section in sections if section)


def _head(plan: Plan, page: Page) -> str:
    item = page.item
    inside = [title for id in (item.document, item.group) if id and id != item.id for title in [_title(plan, id)]]
    flags = f"  {', '.join(page.flags)}" if page.flags else ""
    where = f"{page.path}:{page.line}" if page.line else page.path
    title = one_line(item.title)
    first = folded(f"{title}  {item.id}  {item.kind}{flags}", hanging="  ")
    second = "  ".join(part for part in (f"in {' / '.join(inside)}" if inside else "", where) if part)
    painted = [first[0].replace(title, output.paint(title, "bold"), 1), *first[1:]]
    return "\n".join([*painted, *(output.paint(line, "dim") for line in folded(second, hanging="  "))])


def _title(plan: Plan, id: str) -> str:
    found = plan.workspace.items.get(id)
    return found.title if found is not None else id


def _facts(plan: Plan, page: Page) -> str:
    rows = [
        (title_of(name), _fact(plan, page, name, found))
        for name, found in page.facts
        if not _is_repeated(page, name) and not isinstance(found, Charter) and name not in _told(page)
    ]
    if isinstance(page.item, Project | Product):
        rows.append(
            ("Holds", ", ".join(_counted(name, number) for name, number in counts(plan, page.item, page.audience)))
        )
    return rows_of(rows)


def _fact(plan: Plan, page: Page, name: str, found: object) -> str:
    """A fact in words; an approval with the commit that recorded it."""
    if isinstance(found, Mapping):
        return _notices(found)
    given = found if isinstance(found, tuple) else (found,)
    if given and all(isinstance(one, Approval) for one in given):
        return "\n".join(_approval(plan, page, one) for one in given if isinstance(one, Approval))
    return cell_text(plan, found, name)


def _counted(name: str, number: int) -> str:
    """`3 sprints`, `1 transfer`."""
    return f"{number} {COLLECTIONS.get(name, name) if number == 1 else name}"


def _notices(found: Mapping[str, object]) -> str:
    """What somebody set by name: `N15 enabled no, N18 before 2d`."""

    def words(one: object) -> str:
        if isinstance(one, Mapping):
            return ", ".join(f"{key} {words(inner)}" for key, inner in one.items())
        return ("yes" if one else "no") if isinstance(one, bool) else str(getattr(one, "text", one))

    return "; ".join(f"{key} {words(one)}" for key, one in found.items())


def _charter(plan: Plan, page: Page) -> str:
    """The charter, a point a line; its benefits are items of their own."""
    charter = next((found for _, found in page.facts if isinstance(found, Charter)), None)
    if charter is None:
        return ""
    lists = [
        ("In scope", charter.in_scope),
        ("Out of scope", charter.out_of_scope),
        ("Success", charter.success),
        ("Constraints", charter.constraints),
        ("Exit", charter.exit),
        ("Benefits", tuple(f"{benefit.title} ({benefit.id})" for benefit in charter.benefits)),
        ("Approved", tuple(_approval(plan, page, one) for one in charter.approved)),
    ]
    rows = [
        ("Purpose", charter.purpose),
        *((name, "\n".join(points)) for name, points in lists),
        ("Tolerance", show(plan, charter.tolerance)),
    ]
    shown = rows_of(rows)
    return f"{output.paint('Charter', 'heading')}\n{shown}" if shown else ""


def _approval(plan: Plan, page: Page, approval: Approval) -> str:
    """`by mia, Fri 9 Jan (recorded by Ana for mia in d468690, Mon 2 Feb)`."""
    said = show(plan, approval).replace(", date ", ", ")
    found = next((one for one in page.recorded if one.approval == approval), None)
    if found is None:
        return said
    commit = f"{found.commit.id[: git.SHORT]}, {print_date(found.commit.day, plan.today)}"
    who = f"by {one_line(found.commit.author)}" + ("" if found.author == approval.by else f" for {approval.by}")
    stale = f"; changed since, on {print_date(found.changed, plan.today)}" if found.changed is not None else ""
    return f"{said} (recorded {who} in {commit}{stale})"


def _told(page: Page) -> tuple[str, ...]:
    """The facts that a section of their own says."""
    if isinstance(page.item, Product):
        return ON_CARD
    return TOLD.get(type(page.item), ()) if page.audience == "internal" else ()


def _is_repeated(page: Page, name: str) -> bool:
    """`people` says no more than `assign` or `owner` where they are the same."""
    facts = dict(page.facts)
    if name == "schedule-from":
        return facts[name] == "start"
    people = facts.get("people")
    return name == "people" and people in (
        (facts.get("owner"),),
        tuple(str(one) for one in _tuple(facts.get("assign"))),
    )


def _tuple(found: object) -> tuple[object, ...]:
    return tuple(getattr(one, "text", one) for one in found) if isinstance(found, tuple) else ()


def _dates(plan: Plan, page: Page) -> str:
    """Promised, planned and forecast, never mixed up; then how much room there is."""
    dates = page.dates

    def text(name: str) -> str:
        return cell_text(plan, dates.get(name), name)

    rows = [
        ("Promised", text("due")),
        ("Planned", _span(text("baseline-start"), text("baseline"), text("variance"), "of the forecast")),
        ("Forecast", _forecast(plan, page)),
        ("Earliest", _span(text("early-start"), text("early-finish"))),
        ("Latest", _span(text("late-start"), text("late-finish"))),
        (
            "Float",
            ", ".join(part for part in (text("float"), f"free {text('free-float')}" if text("float") else "") if part),
        ),
    ]
    if not any(name in dates for name in ROOM):
        rows = rows[:3]
    shown = rows_of(rows)
    return f"{output.paint('Dates', 'heading')}\n{shown}" if shown else ""


def _forecast(plan: Plan, page: Page) -> str:
    """The computed days, how far they are from the promise, and of how many features they know nothing."""
    text = {name: cell_text(plan, page.dates.get(name), name) for name in ("forecast-start", "forecast", "slip")}
    days = _span(text["forecast-start"], text["forecast"], text["slip"], "against the promise")
    unknown = page.dates.get("without-plan")
    return ", ".join(part for part in (days, say_without_plan(unknown) if isinstance(unknown, int) else "") if part)


def _span(first: str, last: str, gap: str = "", meaning: str = "") -> str:
    if not last:
        return first
    days = last if not first or first == last else f"{first} - {last}"
    return f"{days}  {gap} {meaning}".rstrip() if gap else days


def _description(page: Page) -> str:
    text = visible(page.item.description).strip()
    if not text:
        return ""
    lines = [line for part in text.split("\n") for line in (wrapped(part, 2) if part.strip() else [""])]
    return "\n".join([output.paint("Description", "heading"), *(f"  {line}".rstrip() for line in lines)])


def _parts(plan: Plan, page: Page) -> str:
    if not page.parts:
        return ""
    return section_of(
        "Parts", cells(plan, page.parts, page.audience), _COLUMNS, f"`pmctl list {page.item.document or page.item.id}`"
    )


def _links(plan: Plan, audience: Audience, found: Sequence[Wait], up: bool) -> str:
    if not found:
        return ""
    rows: list[output.Row] = []
    for wait in found:
        other = plan.workspace.items[wait.before if up else wait.after]
        link = wait.link.text.removeprefix(wait.link.target).strip() or "FS"
        people = ", ".join(people_of(plan, other)) if audience == "internal" else ""
        rows.append([other.id, link, people, *cells(plan, [other], audience)[0][2::2]])
    return section_of("Waits for" if up else "Wait for it", rows, _LINK_COLUMNS, "`pmctl deps`")


def _mentions(plan: Plan, page: Page) -> list[str]:
    """The items that name this one, a section for each kind and key."""
    groups: dict[str, list[output.Row]] = {}
    for one in page.mentions:
        if (one.item.kind, one.key) == ("project", "product"):
            continue  # they have a section of their own
        title = _MENTIONS.get((one.item.kind, one.key)) or _plural(one.item.kind, one.key)
        groups.setdefault(title, []).append(cells(plan, [one.item], page.audience)[0])
    return [section_of(title, rows, _COLUMNS, "`pmctl list`") for title, rows in groups.items()]


def _plural(kind: str, key: str) -> str:
    """`Deliverables (tasks)`: the kind of those that name it, and under which key."""
    word = next((name for name, one in COLLECTIONS.items() if one == kind), kind)
    return f"{word.replace('-', ' ').capitalize()} ({key})"


def _commits(plan: Plan, page: Page) -> str:
    """The commits that name the item, the latest first."""
    rows: list[output.Row] = [
        [commit.id[: git.SHORT], print_date(commit.day, plan.today), commit.author, commit.subject]
        for commit in reversed(page.commits)
    ]
    columns = tuple(output.Column(title) for title in ("Commit", "Day", "Who", "What"))
    return section_of("Commits", rows, columns, f"`git log --grep='Task: {page.item.id}'`") if rows else ""
