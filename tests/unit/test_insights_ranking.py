"""Scores by each method, and the places that follow. Vectors: FORMULAS, section 5."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from pathlib import Path

import pytest

from pmctl.insights.ranking import places, ranked, score_of, scored
from pmctl.insights.ranking.choices import choices, one_sided
from pmctl.insights.ranking.effort import classes, cut_of, effort_of, shares
from pmctl.insights.ranking.kano import ANSWERS, Kano, answered, kano_of
from pmctl.insights.ranking.places import open_features, ranks
from pmctl.load import load
from pmctl.model.product import Feature, Product
from pmctl.plan import Plan, plan


def product(features: str, method: str = "rice", more: str = "", last: str = "") -> Plan:
    text = f"kind: product\nid: shop\nprioritise: {{method: {method}{more}}}\nfeatures:\n{features}{last}"
    found = load(Path("plan"), {"shop.yaml": text.encode()})
    assert not [one for one in found.diagnostics if one.code in ("PM005", "PM006")], found.diagnostics
    return plan(found, date(2026, 2, 10))


@pytest.mark.parametrize(
    ("method", "score", "expected"),
    [
        ("rice", "reach: 2000, impact: 2, confidence: 80%, effort: 3mo", Fraction(3200, 3)),
        ("rice", "reach: 5000, impact: 0.5, confidence: 100%, effort: 1mo", Fraction(2500)),
        ("rice", "reach: 4000, impact: 2, confidence: 80%, effort: 6w", Fraction(12800, 3)),
        ("ice", "impact: 7, confidence: 8, ease: 5", Fraction(280)),
        ("wsjf", "value: 8, urgency: 5, enablement: 3, size: 5", Fraction(16, 5)),
        ("cd3", "cost-of-delay: 12k, duration: 6w", Fraction(2000)),
        ("cd3", "cost-of-delay: 2400/d, duration: 6w", Fraction(2000)),
        ("cd3", "cost-of-delay: 12k, duration: 0w", None),
        ("rice", "reach: 2000, impact: 2, confidence: 80%, effort: 0d", None),
        ("rice", "reach: 4000, impact: 2, confidence: 80%, effort: 4w..6w..9w", Fraction(12800, 3)),
        ("value-effort", "value: 8, effort: 2", Fraction(4)),
        ("opportunity", "importance: 9, satisfaction: 4", Fraction(14)),
        ("opportunity", "importance: 5, satisfaction: 8", Fraction(5)),
        ("rice", "reach: 2000, impact: 2, confidence: 80%", None),
        ("wsjf", "value: 8, urgency: 5, enablement: 3, size: 0", None),
        ("rice", "ice: {impact: 7, confidence: 8, ease: 5}", None),
        ("ice", "reach: 4000, ice: {impact: 7, confidence: 8, ease: 5}", Fraction(280)),
    ],
)
def test_a_score_is_that_of_its_method(method: str, score: str, expected: Fraction | None) -> None:
    found = product(f"  click: {{score: {{{score}}}}}\n", method)
    click = found.workspace.items["shop/click"]
    assert isinstance(click, Feature) and score_of(found, click) == expected


def test_places_are_by_priority_then_score_then_id() -> None:
    score = "reach: {}, impact: 1, confidence: 100%, effort: 1mo"
    found = product(
        f"""  b: {{score: {{{score.format(10)}}}}}
  a: {{score: {{{score.format(10)}}}}}
  best: {{score: {{{score.format(90)}}}}}
  none: {{}}
  first: {{priority: 900}}
  out: {{status: shipped, score: {{{score.format(99)}}}}}
"""
    )
    assert sorted(places(found).items(), key=lambda one: one[1]) == [
        ("shop/first", 1),
        ("shop/best", 2),
        ("shop/a", 3),
        ("shop/b", 4),
        ("shop/none", 5),
    ]


WEIGHTS = ", weights: {business: 3, customer: 2, trouble: -1}"


def shop(found: Plan) -> Product:
    document = found.workspace.documents["shop"]
    assert isinstance(document, Product)
    return document


def feature(found: Plan, key: str) -> Feature:
    one = found.workspace.items[f"shop/{key}"]
    assert isinstance(one, Feature)
    return one


def test_a_weighted_score_is_a_mean_in_which_a_cost_counts_the_other_way_round() -> None:
    found = product("  a: {score: {business: 8, customer: 5, trouble: 7}}\n", "weighted", WEIGHTS)
    assert score_of(found, feature(found, "a")) == Fraction(24 + 10 + 4, 6)


def test_what_has_no_score_says_why() -> None:
    found = product("  a: {score: {business: 8}}\n  b: {}\n  c: {score: {rice: {reach: 1}}}\n", "weighted", WEIGHTS)
    assert scored(found, feature(found, "a")).reason == "no customer, trouble"
    assert scored(found, feature(found, "b")).reason == "no score"
    assert scored(found, feature(found, "c"), "rice").reason == "no impact, confidence, effort"
    zero = product("  a: {score: {value: 1, effort: 0}}\n", "value-effort")
    assert scored(zero, feature(zero, "a")).reason == "effort is 0"
    bare = product("  a: {score: {business: 8}}\n", "weighted")
    assert scored(bare, feature(bare, "a")).reason == "no `prioritise.weights`"


def test_a_new_feature_changes_no_score() -> None:
    lines = "  a: {score: {value: 8, effort: 2}}\n  b: {score: {value: 3, effort: 1}}\n"
    before, after = (
        product(text, "value-effort") for text in (lines, lines + "  c: {score: {value: 90, effort: 1}}\n")
    )
    was, now = ({one.feature.key: one.value for one in ranked(plan, "shop")} for plan in (before, after))
    assert was == {key: now[key] for key in was} and [*now] == ["c", "a", "b"]


@pytest.mark.parametrize(
    ("functional", "classes"),
    [("like", "QAAAO"), ("must-be", "RIIIM"), ("neutral", "RIIIM"), ("live-with", "RIIIM"), ("dislike", "RRRRQ")],
)
def test_two_answers_make_a_class(functional: str, classes: str) -> None:
    letters = "".join(answered(functional, other)[0].upper() for other in ANSWERS)
    assert letters.replace("P", "O") == classes


def test_the_most_frequent_class_counts_and_ties_go_to_what_people_demand() -> None:
    pairs = {"M": ("neutral", "dislike"), "O": ("like", "dislike"), "A": ("like", "neutral"), "I": ("neutral",) * 2}

    def asked(counts: str) -> Kano | None:
        answers = [pairs[letter] for letter in counts]
        return kano_of({"functional": [one for one, _ in answers], "dysfunctional": [other for _, other in answers]})

    whole = asked("A" * 30 + "O" * 40 + "M" * 20 + "I" * 10)
    assert whole is not None
    assert (whole.name, whole.better, whole.worse) == ("performance", Fraction(7, 10), Fraction(-6, 10))
    names = [one.name for counts in ("IAOM", "IAO", "IA", "I") if (one := asked(counts)) is not None]
    assert names == ["must-be", "performance", "attractive", "indifferent"]
    assert kano_of("performance") == Kano("performance", {})
    assert kano_of({"functional": ["like"], "dysfunctional": []}) is None


def test_classes_rank_by_what_people_demand_most() -> None:
    found = product(
        """  a: {score: {moscow: could, kano: attractive}}
  b: {score: {moscow: must, kano: {functional: like, dysfunctional: dislike}}}
  c: {score: {moscow: wont, kano: must-be}}
"""
    )
    assert [one.feature.key for one in ranked(found, "shop", "moscow")] == ["b", "a", "c"]
    assert [one.feature.key for one in ranked(found, "shop", "kano")] == ["c", "b", "a"]


def test_the_line_is_at_the_first_that_goes_beyond_capacity() -> None:
    lines = "".join(
        f"  {key}: {{score: {{reach: {reach}, impact: 1, confidence: 100%, effort: {effort}}}}}\n"
        for key, reach, effort in (("a", 900, "2w"), ("b", 500, "3w"), ("c", 10, "1w"))
    )
    cut = [
        cut_of(found, shop(found), ranked(found, "shop"))
        for found in (product(lines, more=f", capacity: {room}") for room in ("20d", "25d", "30d"))
    ]
    assert [(one.first_beyond, one.fits) for one in cut if one] == [("shop/b", 1), ("shop/c", 2), ("", 3)]
    none = product(lines)
    assert cut_of(none, shop(none), ranked(none, "shop")) is None


def test_what_will_not_be_done_takes_no_capacity() -> None:
    lines = "  a: {score: {moscow: must, effort: 5d}}\n  b: {score: {moscow: wont, effort: 90d}}\n"
    found = product(lines, "moscow", ", capacity: 10d")
    cut = cut_of(found, shop(found), ranked(found, "shop"))
    assert cut is not None and (cut.first_beyond, cut.running, cut.fits) == ("", {"shop/a": 5 * 480}, 1)


def test_effort_is_what_is_scored_else_that_of_the_work() -> None:
    found = product("  a: {score: {rice: {effort: 2w}}}\n  b: {delivered-by: [price]}\n  c: {}\n", last=LAUNCH)
    assert [effort_of(found, f"shop/{key}") for key in "abc"] == [10 * 480, 3 * 480, None]
    parts = shares(found, open_features(found, "shop"), lambda one: "x" if one.key != "b" else "")
    assert [(one.name, one.count, one.unknown, one.share) for one in parts] == [
        ("x", 2, 1, Fraction(10, 13)),
        ("", 1, 0, Fraction(3, 13)),
    ]


LAUNCH = "releases: {r1: {launch: {price: {effort: 3d}}}}\n"


@pytest.mark.parametrize(("must", "too_much"), [("65d", Fraction(65, 100)), ("60d", None)])
def test_more_than_sixty_percent_of_must_is_too_much(must: str, too_much: Fraction | None) -> None:
    rest = 100 - int(must[:-1])
    found = product(
        f"""  a: {{score: {{moscow: must, effort: {must}}}}}
  b: {{score: {{moscow: should, effort: {rest - 20}d}}}}
  c: {{score: {{moscow: could, effort: 20d}}}}
  d: {{score: {{moscow: wont, effort: 90d}}}}
""",
        "moscow",
    )
    assert classes(found, open_features(found, "shop")).too_much_must == too_much


@pytest.mark.parametrize(
    ("effort", "capacity", "share"),
    [("30d", 120, Fraction(1, 4)), ("30d", None, Fraction(30, 78)), ("", 120, Fraction(1, 3))],
    ids=["of the capacity", "of the effort", "of the number, where some effort is unknown"],
)
def test_could_is_a_share_of_the_capacity(effort: str, capacity: int | None, share: Fraction) -> None:
    could = f"moscow: could, effort: {effort}" if effort else "moscow: could"
    found = product(
        f"""  a: {{score: {{moscow: must, effort: 40d}}}}
  b: {{score: {{moscow: should, effort: 8d}}}}
  c: {{score: {{{could}}}}}
""",
        "moscow",
    )
    made = classes(found, open_features(found, "shop"))
    assert made.could_of(capacity * 480 if capacity else None) == share


def test_what_is_chosen_against_its_rank_asks_for_a_decision() -> None:
    found = product(
        """  best: {horizon: later, score: {value: 9, effort: 1}}
  begun: {status: building, horizon: next, score: {value: 5, effort: 1}}
  last: {horizon: now, score: {value: 1, effort: 1}}
  none: {horizon: now}
""",
        "value-effort",
        last="decisions: {why: {status: accepted, affects: [last]}, no: {status: rejected, affects: [begun]}}\n",
    )
    made = [(one.feature.key, one.rank, [x.key for x in one.before]) for one in choices(found, shop(found), "")]
    assert made == [("begun", 2, ["best"]), ("last", 3, ["best"])]
    assert [[d.key for d in one.decisions] for one in choices(found, shop(found), "")] == [[], ["why"]]


def test_high_on_one_side_and_low_on_the_other() -> None:
    found = product(
        """  a: {score: {business: 9, customer: 4}}
  b: {score: {business: 6, customer: 1}}
  c: {score: {weighted: {business: 2, customer: 7}}}
""",
        "weighted",
        WEIGHTS,
    )
    named = [
        (one.feature.key, one.high, one.low) for one in one_sided(found, shop(found), open_features(found, "shop"))
    ]
    assert named == [
        ("a", ("business", "9"), ("customer", "4")),
        ("c", ("customer", "7"), ("business", "2")),
    ]


def test_ranks_count_what_has_a_score() -> None:
    found = product("  a: {}\n  b: {score: {value: 1, effort: 1}}\n", "value-effort")
    assert ranks(ranked(found, "shop")) == {"shop/b": 1}
