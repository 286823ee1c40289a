"""Every kind of field becomes its value, at its place; what cannot be read is one finding at the exact spot."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

import pytest

from pmctl.build import Piece, Taken, build, tables
from pmctl.model.control import Risk
from pmctl.model.item import Item, spot
from pmctl.model.project import Task
from pmctl.model.workspace import FieldDeclaration
from pmctl.parse import Tree, parse
from pmctl.quantity import Units, units


def tree_of(text: str, path: str = "plan.yaml") -> Tree:
    tree, findings = parse(path, text.encode())
    assert tree is not None, findings
    return tree


def piece_of(text: str, kind: str = "project", path: str = "plan.yaml", lengths: Units | None = None) -> Piece:
    return build(tree_of(text, path), kind, tables(lengths or Units()), Taken(), "acme")


def items(text: str, kind: str = "project") -> dict[str, Any]:
    piece = piece_of(text, kind)
    assert piece.diagnostics == []
    return {item.id: item for item in piece.items}


def task(fields: str) -> Task:
    found = items(f"kind: project\ntasks:\n  a: {{{fields}}}\n")["plan/a"]
    assert isinstance(found, Task)
    return found


def wrong(fields: str) -> list[tuple[str, str]]:
    """Code and marked text of what is wrong with a task."""
    text = f"kind: project\ntasks:\n  a: {{{fields}}}\n"
    return [(one.code, text[one.span.start : one.span.end]) for one in piece_of(text).diagnostics]


def test_a_task_takes_every_value() -> None:
    one = task(
        "name: Payment API, effort: 3d..5d..9d, assign: [ana, bo 50%], after: [b, legal/c + 3d], due: 2026-Q1, "
        "progress: 40%, priority: 700, spent: 2d, accept: Tests pass, points: 3, level: false, splits: 2026-02-10"
    )
    assert one.name == "Payment API"
    assert one.effort is not None and (one.effort.low.minutes, one.effort.high.minutes) == (3 * 480, 9 * 480)
    assert [each.text for each in one.assign or ()] == ["ana", "bo 50%"]
    assert [(link.target, link.lag.minutes if link.lag else 0) for link in one.after] == [("b", 0), ("legal/c", 1440)]
    assert one.due is not None and one.due.last == date(2026, 3, 31)
    assert one.progress is not None and one.progress.value == Fraction(2, 5)
    assert (one.priority, one.points, one.level) == (700, 3, False)
    assert one.accept == ("Tests pass",)
    assert one.splits[0].first == date(2026, 2, 10)


def test_an_empty_item_has_all_defaults() -> None:
    one = items("kind: project\ntasks:\n  design:\n  build: {}\n")["plan/design"]
    assert (one.title, one.kind, one.effort, one.assign, one.level) == ("design", "task", None, None, True)


def test_nobody_is_not_the_same_as_nothing_said() -> None:
    assert task("assign: []").assign == ()
    assert task("name: A").assign is None


@pytest.mark.parametrize(
    ("written", "kept"), [("2.10", "2.10"), ("true", "true"), ("1e3", "1e3"), ("'x'", "x"), ("NO", "NO"), ("-0", "-0")]
)
def test_a_text_keeps_its_source(written: str, kept: str) -> None:
    assert task(f"name: {written}").name == kept


def test_a_text_behind_an_alias() -> None:
    found = items("kind: project\ntasks:\n  a: {name: &n 21}\n  b: {name: *n, tags: [&t true, *t]}\n")
    assert found["plan/b"].name == "21"
    assert found["plan/b"].tags == ("true", "true")


def test_merged_keys_are_read_where_they_are_written() -> None:
    text = "kind: project\ntasks:\n  a: &a {effort: 5 d}\n  b:\n    <<: *a\n    name: B\n"
    piece = piece_of(text)
    assert [text[one.span.start : one.span.end] for one in piece.diagnostics] == ["5 d", "5 d"]


def test_milestones() -> None:
    assert (task("milestone: true").milestone, task("milestone: true").milestone_date) == (True, None)
    dated = task("milestone: 2026-05-14")
    assert dated.milestone and dated.milestone_date is not None and dated.milestone_date.first == date(2026, 5, 14)
    assert task("milestone: false").milestone is False
    assert wrong("milestone: soon") == [("PM006", "soon")]


def test_costs() -> None:
    one, rate, both = task("cost: 5000").cost, task("cost: 400/d").cost, task("cost: {start: 2k, finish: 3k}").cost
    assert one is not None and one.amount is not None and one.amount.likely.amount == 5000
    assert rate is not None and rate.rate is not None and (rate.rate.amount, rate.rate.per) == (400, "d")
    assert both is not None and both.start is not None and both.finish is not None
    assert (both.start.likely.amount, both.finish.likely.amount) == (2000, 3000)


def test_repeats_are_bounded_and_stay_data() -> None:
    repeat = task("repeat: {every: 2w, times: 10}").repeat
    assert repeat is not None and (repeat.every.amount, repeat.every.unit, repeat.times) == (2, "w", 10)
    assert wrong("repeat: {every: 1d, times: 1000000000}") == [("PM006", "1000000000")]
    assert wrong("repeat: {every: 1d, times: 0}") == [("PM006", "0")]
    assert [code for code, _ in wrong("repeat: {every: 0d, times: 5}")] == ["PM006"]


def test_constraints_and_parties() -> None:
    one = task("constraint: {type: FNLT, date: 2026-03-01}, external: {party: Acme Legal}")
    assert one.constraint is not None and one.constraint.date is not None and one.constraint.type == "FNLT"
    assert one.external is not None and one.external.party == "Acme Legal"
    assert task("constraint: {date: 2026-03-01}").constraint is None  # shape says that `type` is missing


@pytest.mark.parametrize(
    ("fields", "marked"),
    [
        ("effort: 5 days", "5 days"),
        ("due: 2026-02-30", "2026-02-30"),
        ("after: [b, c ++ d, e]", "c ++ d"),
        ("assign: [ana 50%, bo x]", "bo x"),
        ("progress: 40", "40"),
        ("priority: high", "high"),
        ("level: maybe", "maybe"),
        ("name: [a, b]", "[a, b]"),
        ("tags: {a: b}", "{a: b}"),
        ("after: [[b]]", "[b]"),
        ("cost: much", "much"),
        ("cost: 5/x", "5/x"),
        ("constraint: soon", "soon"),
        ("external: [a]", "[a]"),
        ("tasks: [b]", "[b]"),
    ],
)
def test_what_is_wrong_is_found_at_the_value(fields: str, marked: str) -> None:
    assert wrong(fields) == [("PM006", marked)]


def test_one_wrong_value_does_not_hide_the_next() -> None:
    piece = piece_of("kind: project\ntasks:\n  a: {effort: x, due: y, name: A}\n")
    assert len(piece.diagnostics) == 2
    assert piece.items[0].name == "A"


def test_groups() -> None:
    found = items(
        "kind: project\nid: p\ntasks:\n  a:\n    name: A\n    tasks:\n      b: {tasks: {c: , d: }}\n      e:\n  f:\n"
    )
    assert list(found) == ["p/a", "p/b", "p/c", "p/d", "p/e", "p/f"]
    assert (found["p/a"].children, found["p/b"].children) == (("p/b", "p/e"), ("p/c", "p/d"))
    assert (found["p/c"].group, found["p/b"].group, found["p/a"].group) == ("p/b", "p/a", "")
    assert found["p/b"].is_group and not found["p/c"].is_group
    assert {item.document for item in found.values()} == {"p"}


def test_an_id_is_unique_over_collections_and_nesting() -> None:
    text = "kind: project\nid: p\ntasks:\n  a: {tasks: {a: {tasks: {x: }}}}\nrisks:\n  a: {name: R}\n"
    piece = piece_of(text)
    assert [one.code for one in piece.diagnostics] == ["PM103", "PM103"]
    assert [one.related[0].span.start for one in piece.diagnostics] == [text.index("a: {tasks")] * 2
    assert [item.id for item in piece.items] == ["p/a"]
    assert piece.members["tasks"] == ["p/a"]


def test_labels_are_no_ids() -> None:
    found = items(
        "kind: project\nid: p\ntasks: {planning: }\n"
        "gates: {planning: {criteria: [x]}}\nraci: {planning: {accountable: ana}}\n"
    )
    assert list(found) == ["p/planning", "p/gates/planning", "p/raci/planning"]
    assert found["p/gates/planning"].key == "planning"
    assert found["p/raci/planning"].accountable == ("ana",)


def test_places_of_values_and_elements() -> None:
    text = "kind: project\ntasks:\n  a:\n    after: [b, c + 1d]\n    due: 2026-01-01\n"
    one = piece_of(text).items[0]
    source = one.source
    assert text[source.start : source.end] == "a"

    def marked(key: str, index: int | None = None) -> str:
        span = spot(source, key, index)
        return text[span.start : span.end]

    assert (marked("after"), marked("after", 1), marked("due")) == ("[b, c + 1d]", "c + 1d", "2026-01-01")
    assert marked("owner") == "a"


def test_units_of_the_workspace() -> None:
    lengths = units({"day": "6h"})
    piece = piece_of("kind: project\ntasks:\n  a: {effort: 2d, after: b + 1d}\n", lengths=lengths)
    one = piece.items[0]
    assert isinstance(one, Task) and one.effort is not None and one.effort.likely.minutes == 720
    assert one.after[0].lag is not None and one.after[0].lag.minutes == 360


def test_own_keys_pass_through() -> None:
    x = task("x-squad: red, x-version: 1.10, x-n: 3, x-map: {a: [1, two]}, x-off: false").x
    assert dict(x) == {"x-squad": "red", "x-version": "1.10", "x-n": 3, "x-map": {"a": (1, "two")}, "x-off": False}


def test_declared_fields() -> None:
    declared = {
        "squad": FieldDeclaration(key="squad", of=("task",), type="choice", choices=("red", "blue")),
        "size": FieldDeclaration(key="size", of=("tasks",), type="number"),
        "seen": FieldDeclaration(key="seen", type="date"),
        "note": FieldDeclaration(key="note", of=("risk",)),
    }
    text = (
        "kind: project\ntasks:\n  a: {squad: red, size: 3, seen: 2026-01-01}\n  b: {squad: green, size: x, note: no}\n"
    )
    piece = build(tree_of(text), "project", tables(Units(), declared), Taken())
    a, b = piece.items
    assert (a.x["squad"], a.x["size"]) == ("red", 3)
    assert getattr(a.x["seen"], "first", None) == date(2026, 1, 1)
    assert dict(b.x) == {}
    assert [text[one.span.start : one.span.end] for one in piece.diagnostics] == ["green", "x"]


def test_risks_and_opportunities() -> None:
    found = items(
        "kind: project\nid: p\nrisks:\n"
        "  late: {probability: 40%, impact: {time: 10d, cost: 8k}, residual: {impact: {time: 5d}}, response-cost: 2k}\n"
        "  luck: {impact: {time: -5d, cost: -3k}}\n"
    )
    late, luck = found["p/late"], found["p/luck"]
    assert isinstance(late, Risk) and isinstance(luck, Risk)
    assert late.impact is not None and late.impact.time is not None and not late.impact.negative_time
    assert late.residual is not None and late.residual.probability is None and late.residual.impact is not None
    assert luck.impact is not None and luck.impact.time is not None and luck.impact.negative_time
    assert luck.impact.time.minutes == 5 * 480
    assert luck.impact.cost is not None and luck.impact.cost.likely.amount == Decimal(-3000)


def test_people() -> None:
    found = items(
        "kind: people\npeople:\n"
        "  ana: {rate: {2027-01-01: 650/d, 2026-01-01: 620/d}, limit: 4d/w, time-off: [2026-02-16..2026-02-20], "
        "notify: {N15: {enabled: false}}, availability: 80%}\n  bo: {rate: 580/d}\n"
        "teams: {core: {lead: ana, members: [ana, bo]}}\nresources: {rig: {rate: 90/d, capacity: 2}}\n",
        "people",
    )
    ana = found["ana"]
    assert [(day, rate.amount) for day, rate in ana.rate] == [(date(2026, 1, 1), 620), (date(2027, 1, 1), 650)]
    assert (ana.limit.minutes, ana.time_off[0].last, ana.notify) == (
        4 * 480,
        date(2026, 2, 20),
        {"N15": {"enabled": False}},
    )
    assert found["bo"].rate[0][0] is None
    assert (found["core"].members, found["rig"].capacity, found["core"].document) == (("ana", "bo"), 2, "")


def test_nested_items_of_a_product() -> None:
    text = (
        "kind: product\nid: s\nobjectives:\n  fast:\n    period: 2026-Q2\n    key-results:\n"
        "      kr: {from: 140, target: 60, check-ins: {2026-02-01: {now: 95}, 2026-01-01: {now: 99}}}\n"
        "research: {talks: {plan: 12, findings: {slow: {supports: [one]}}}}\n"
        "features:\n  one: {score: {reach: 4000, confidence: 80%, effort: 6w, moscow: must}, features: {two: }}\n"
        "releases: {r: {launch: {page: {name: Page, due: 2026-04-01}}}}\n"
    )
    found = items(text, "product")
    assert found["s/fast"].key_results == ("s/kr",)
    assert [one.date.text for one in found["s/kr"].check_ins] == ["2026-01-01", "2026-02-01"]
    assert found["s/talks"].findings == ("s/slow",)
    assert found["s/one"].score == {"reach": 4000, "confidence": "80%", "effort": "6w", "moscow": "must"}
    assert (found["s/one"].moscow, found["s/one"].children, found["s/two"].group) == ("must", ("s/two",), "s/one")
    assert (found["s/r"].launch, found["s/page"].kind, found["s/page"].group) == (("s/page",), "task", "s/r")


def test_the_head_of_a_product() -> None:
    piece = piece_of(
        "kind: product\nid: s\nname: Shop\n"
        "feedback: {f: {source: interview, customer: '4711', weight: 3}}\n"
        "business-case: {rate: 8%, costs: {2027: {run: 20k}, 2026: {build: 98k}},"
        " benefits: {2026: {sales: 1k..2k..4k}}}\n"
        "prioritise: {method: weighted, weights: {joy: 3}}\nbudget: {research: 15k}\n"
        "approved: [{by: mia, date: 2026-01-09}]\nupdates: {2026-02-06: {by: ana, health: green}}\n",
        "product",
    )
    assert piece.diagnostics == []
    found = piece.found
    case = found["business_case"]
    assert [period.text for period, _ in case.costs] == ["2026", "2027"]
    assert case.costs[0][1]["build"].likely.amount == 98000
    assert "costs.2026.build" in case.source.places
    assert found["prioritise"].weights == {"joy": 3}
    assert found["budget"].lines["research"].likely.amount == 15000
    assert (found["approved"][0].by, found["updates"][0].health) == ("mia", "green")
    feedback: Any = piece.items[0]
    assert (feedback.source_of, feedback.customer, feedback.weight) == ("interview", "4711", 3)


def test_charter_benefits_are_items_too() -> None:
    piece = piece_of(
        "kind: project\nid: p\ncharter:\n  purpose: Why\n  tolerance: {time: 5d, cost: 5%}\n"
        "  benefits: {gain: {metric: shop/m, from: 3.6, target: 4.2}}\n  approved: {by: mia, date: 2026-01-09}\n"
    )
    charter = piece.found["charter"]
    assert charter.benefits[0] is piece.items[0]
    assert (piece.items[0].id, piece.members["benefits"]) == ("p/gain", ["p/gain"])
    assert charter.benefits[0].from_.likely == Decimal("3.6")
    assert (charter.approved[0].by, charter.tolerance.cost.text) == ("mia", "5%")


def test_records() -> None:
    sheet = piece_of("kind: timesheet\nperson: ana\nentries: {2026-02-10: {c/api: 3h, c/ui: 1d}}\n", "timesheet")
    assert [(one.item, one.spent.minutes, one.date.text) for one in sheet.found["entries"]] == [
        ("c/api", 180, "2026-02-10"),
        ("c/ui", 480, "2026-02-10"),
    ]
    comment = piece_of("kind: comment\nabout: c/api\nby: ana\nat: 2026-02-10T09:30\ntext: 2.10\n", "comment")
    assert (comment.found["text"], comment.found["at"].minute) == ("2.10", 570)
    baseline = piece_of("kind: baseline\nof: c\ntasks: {api: {start: 2026-01-05, effort: 5d, cost: 3k}}\n", "baseline")
    assert [(one.key, one.effort.minutes) for one in baseline.found["tasks"]] == [("api", 2400)]


def test_a_status_with_a_category_that_is_none_is_to_do() -> None:
    assert piece_of("kind: workspace\nstatuses: {parked: later, over: done}\n", "workspace").found["statuses"] == {
        "parked": "todo",
        "over": "done",
    }


def test_settings() -> None:
    piece = piece_of(
        "kind: workspace\nunits: {day: 7h}\ncalendars:\n"
        "  default: {hours: {mon-fri: 09:00-12:00 13:00-17:00, sat: off}, holidays: DE-BE, days-off: [2026-12-24]}\n"
        "statuses: {parked: todo}\nhealth: {schedule: {amber: 0d, red: 10%}}\n"
        'rules: {PM204: ignore, "legacy/**": {PM301: info}}\n'
        "policies: {slip: {of: change, where: slip > 5d, needs: sponsor, waivers: [{item: c/l, until: 2026-04-30}]}}\n"
        "views: {exec: {of: feature, columns: [name, due], sort: due}}\n"
        "fields: {squad: {of: task, type: choice, choices: [red, blue]}}\n"
        "objectives: {growth: {name: Grow}}\nlevelling: false\nnotify: {N39: {after: 5d}}\n",
        "workspace",
    )
    assert piece.diagnostics == []
    found = piece.found
    assert found["units"].day == 420
    assert found["calendars"]["default"].hours.week[0] == ((540, 720), (780, 1020))
    assert found["calendars"]["default"].holidays == ("DE-BE",)
    assert (found["health"]["schedule"].amber.minutes, found["health"]["schedule"].red.text) == (0, "10%")
    assert [(one.selector, one.severity, one.files) for one in found["rules"]] == [
        ("PM204", "ignore", ""),
        ("PM301", "info", "legacy/**"),
    ]
    assert (found["policies"]["slip"].needs, found["policies"]["slip"].waivers[0].item) == (("sponsor",), "c/l")
    assert (found["views"]["exec"].columns, found["fields"]["squad"].choices) == (("name", "due"), ("red", "blue"))
    assert found["notify"] == {"N39": {"after": "5d"}}
    assert [item.id for item in piece.items] == ["acme/growth"]


@pytest.mark.parametrize(
    ("text", "marked"),
    [
        ("calendars: {a: {hours: {mon: 18:00-09:00 10:00-11:00}}}", "{mon: 18:00-09:00 10:00-11:00}"),
        ("units: {day: x}", "{day: x}"),
        ("health: {cost: {amber: lots}}", "lots"),
        ("calendars: {a: {days-off: [0001-01-01..9999-12-31]}}", "0001-01-01..9999-12-31"),
    ],
)
def test_wrong_settings(text: str, marked: str) -> None:
    whole = f"kind: workspace\n{text}\n"
    piece = piece_of(whole, "workspace")
    assert [(one.code, whole[one.span.start : one.span.end]) for one in piece.diagnostics] == [("PM006", marked)]


def test_stakeholders_and_changes() -> None:
    found = items(
        "kind: project\nid: p\nstakeholders: {s: {person: mia, expects: {launch: 2026-03-31}}}\n"
        "changes: {c: {effect: {time: 5d, cost: 3k, scope: more}, status: approved, approved: {by: mia}}}\n"
        "actions: {a: {for: c}}\nmeetings: {m: {every: 2w, attendees: mia}}\n"
        "contracts: {k: {party: PSP, direction: pay, payments: {first: {date: 2026-02-01, amount: 3k}}}}\n"
        "sprints: {s1: {capacity: 20}, s2: {capacity: 12d}}\n"
    )
    expects = found["p/s"].expects
    assert [(key, day.text) for key, day in expects] == [("launch", "2026-03-31")]
    assert "launch" in found["p/s"].expects_source.places
    assert found["p/c"].effect.scope == "more"
    assert found["p/a"].for_ == "c"
    assert found["p/m"].every.amount == 2
    assert [(one.key, one.amount.likely.amount) for one in found["p/k"].payments] == [("first", 3000)]
    assert (found["p/s1"].capacity, found["p/s2"].capacity.minutes) == (20, 12 * 480)


def test_every_item_knows_its_kind_and_document() -> None:
    found: list[Item] = piece_of("kind: project\nid: p\nquality: {q: {of: a}}\nlessons: {l: {area: x}}\n").items
    assert [(item.kind, item.document, item.id) for item in found] == [("quality", "p", "p/q"), ("lesson", "p", "p/l")]


def test_a_plan_without_a_map_is_empty() -> None:
    assert piece_of("[a, b]\n").items == []
    assert piece_of("kind: project\ntasks: 5\n").items == []
