"""Sprints: velocity and sprints left by the vectors, how one stands, in which one a feature ends."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

from insights_plan import plan_of

from pmctl.insights.sprints.outlook import outlooks
from pmctl.insights.sprints.slots import slots_of
from pmctl.insights.sprints.standing import days_left, standing
from pmctl.insights.sprints.velocity import finished, left, velocity, velocity_of
from pmctl.model.project import Sprint
from pmctl.plan import Plan

TODAY = date(2026, 2, 10)
SPRINTS = """
  s1: {start: 2026-01-12, finish: 2026-01-23}
  s2: {start: 2026-01-26, finish: 2026-02-06}
  s3: {start: 2026-02-09, finish: 2026-02-20, capacity: 10}
"""
TEAM = f"""
kind: project
sprints:{SPRINTS}
tasks:
  a: {{duration: 2d, sprint: s1, points: 8, status: done, started: 2026-01-12, finished: 2026-01-16}}
  b: {{duration: 2d, sprint: s1, points: 5, status: done, started: 2026-01-19, finished: 2026-01-27}}
  c: {{duration: 2d, sprint: s2, points: 12, status: done, started: 2026-01-26, finished: 2026-02-06}}
  d: {{duration: 3d, sprint: s3, points: 8}}
  e: {{duration: 20d, sprint: s3, points: 4}}
  f: {{duration: 1d, sprint: s3}}
  g: {{duration: 2d, points: 10, after: d}}
  h: {{duration: 2d, points: 7}}
"""


def test_velocity_is_that_of_the_last_five_sprints() -> None:
    speed = velocity_of([40, 21, 18, 25, 20, 22])
    assert (speed.mean, speed.median, speed.least, speed.most) == (Fraction(106, 5), 21, 18, 25)


def test_sprints_left_are_rounded_up_at_the_mean_the_best_and_the_worst() -> None:
    rest = left(Fraction(120), velocity_of([21, 18, 25, 20, 22]))
    assert (rest.sprints, rest.at_best, rest.at_worst) == (6, 5, 7)
    assert left(Fraction(0), velocity_of([0])).sprints == 0
    assert left(Fraction(1), velocity_of([0])).sprints is None


def team() -> Plan:
    return plan_of(TODAY, team=TEAM)


def test_a_sprint_knows_what_is_done_and_what_spills_over() -> None:
    plan = team()
    one = standing(plan, "team/s3")
    assert (one.committed, one.done, one.forecast, one.over) == (12, 0, 8, 2)
    assert [task.key for task in one.spill] == ["e"]
    assert [task.key for task in one.unsized] == ["f"]
    assert days_left(plan, one.sprint) == 9


def test_what_was_finished_late_spilled_over() -> None:
    plan = team()
    assert [(one.sprint.key, one.committed, one.done) for one in finished(plan, "team")] == [
        ("s1", 13, 8),
        ("s2", 12, 12),
    ]
    speed = velocity(plan, "team")
    assert speed is not None and (speed.done, speed.mean) == ((8, 12), 10)


def test_without_points_tasks_are_counted() -> None:
    plan = plan_of(
        TODAY,
        team="""
            kind: project
            sprints: {s1: {start: 2026-02-09, finish: 2026-02-13}}
            tasks: {a: {duration: 2d, sprint: s1}, b: {duration: 9d, sprint: s1}, m: {milestone: true, sprint: s1}}
        """,
    )
    one = standing(plan, "team/s1")
    assert (one.measure, one.committed, one.forecast, one.spilled) == ("tasks", 2, 1, 1)


def test_sprints_go_on_as_the_last_ones_did() -> None:
    slots = slots_of(team(), "team")
    assert [(one.key, one.first, one.is_planned) for one in slots[:3]] == [
        ("s3", date(2026, 2, 9), True),
        ("s4", date(2026, 2, 23), False),
        ("s5", date(2026, 3, 9), False),
    ]


def test_a_feature_ends_where_the_queue_of_its_team_has_room() -> None:
    # velocity 10: the sprint under way holds 10; d (8) of `first` is in s3, g (10) in s4; h (7) of `second`, behind, in
    # s5; `third` comes after `second` and has no points
    shop = """
        kind: product
        features:
          second: {priority: 500, delivered-by: [team/h]}
          first: {priority: 900, delivered-by: [team/d, team/g]}
          third: {after: second, delivered-by: [team/f]}
    """
    found = outlooks(plan_of(TODAY, team=TEAM, shop=shop), "shop")
    told = {id: (one.slot.key if one.slot else one.reason, one.earlier, one.later) for id, one in found.items()}
    assert told["shop/first"] == ("s4", 0, 1)
    assert told["shop/second"] == ("s5", 0, 1)
    assert told["shop/third"][0] == "no `points`"


def test_a_sprint_of_the_workspace_belongs_to_its_team() -> None:
    plan = plan_of(
        TODAY,
        pmctl="{kind: workspace, id: acme, sprints: {x1: {team: core, start: 2026-02-09, finish: 2026-02-13}}}",
        people="{kind: people, people: {ana: {}}, teams: {core: {members: [ana]}}}",
        team="{kind: project, tasks: {a: {effort: 1d, owner: ana, sprint: x1, points: 3}}}",
    )
    sprint = plan.workspace.items["acme/x1"]
    assert isinstance(sprint, Sprint)
    assert standing(plan, sprint.id).committed == 3
    assert [one.key for one in slots_of(plan, "core")][:2] == ["x1", "x2"]


def test_sprints_of_a_team_in_two_documents_are_one() -> None:
    def project(points: int) -> str:
        return f"""
            kind: project
            sprints:
              s1: {{team: core, start: 2026-01-26, finish: 2026-02-06}}
              s2: {{team: core, start: 2026-02-09, finish: 2026-02-20}}
            tasks:
              a: {{duration: 1d, sprint: s1, points: {points}, status: done, finished: 2026-02-05}}
              b: {{duration: 1d, sprint: s2, points: 3}}
        """

    plan = plan_of(TODAY, people="{kind: people, teams: {core: {}}}", one=project(5), two=project(8))
    speed = velocity(plan, "core")
    assert speed is not None and speed.done == (13,)
    assert [one.key for one in slots_of(plan, "core")[:3]] == ["s2", "s3", "s4"]
