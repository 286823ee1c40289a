"""A seeded search over orders of levelling: a population evolves, then another one around its best."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from pmctl.scheduling.improvement import improve, middles
from pmctl.scheduling.trial import Found, Keys, Trial

PEOPLE = 30
"""Schedules of the first population."""
NEIGHBOURS = 20
"""Schedules of the second one; every later one has half as many more."""
SPREAD = 0.5
"""How far first orders stray from the middle one, as a part of the whole length."""
NEAR = 0.1
"""The same for orders around the best."""
PHASE = 500
"""Passes for the first population; every later one has twice as many."""
MISSES = 200
"""So many children that have been there end a phase."""
WINDOWS = 5
"""So many windows are looked at for the busiest."""
AWAY = 1e9
"""More minutes than there are between any two instants."""
SHORTEST, LONGEST = 0.25, 0.75
"""Bounds of a window, as parts of the whole length."""


def search(trial: Trial, seed: int) -> Found:
    """The best schedule found before `trial` is over; the same seed finds the same.

    Later populations begin around the best of all: Valls, Ballestin and Quintanilla 2008 (a hybrid genetic algorithm).
    """
    random = Random(seed)
    improve(trial)
    _live(trial, random, middles(trial), SPREAD, PEOPLE, PHASE)
    people, passes = NEIGHBOURS, PHASE
    while not trial.over:
        passes *= 2
        _live(trial, random, [float(at) for at in trial.best.dates.start], NEAR, people, passes)
        people += NEIGHBOURS // 2
    return trial.best


def _live(trial: Trial, random: Random, starts: Keys, spread: float, people: int, passes: int) -> None:
    """One population, from its birth around some keys until it had its passes."""
    population = _population(trial, random, starts, spread * _length(trial, starts), people)
    _evolve(trial, random, population, trial.count + passes)


def _length(trial: Trial, keys: Keys) -> float:
    """From the first key of a task to the last."""
    tasks = [keys[index] for index in trial.nodes if trial.prepared.passes.nodes[index].task is not None]
    return max(tasks) - min(tasks) if tasks else 0.0


def _population(trial: Trial, random: Random, starts: Keys, spread: float, people: int) -> list[Found]:
    """The best so far, and schedules by keys that stray from those given, each one justified."""
    found = [trial.best]
    while len(found) < people and not trial.over:
        keys = list(starts)
        for index in trial.nodes:
            keys[index] += random.uniform(-spread, spread)
        found.append(trial.justified(trial.forward(trial.by(keys))))
    return found


def _evolve(trial: Trial, random: Random, population: list[Found], until: int) -> None:
    """Children take the places of what is worst, until there were so many passes or nothing new comes."""
    weights = trial.weights()
    known: set[tuple[int, ...]] = set()
    misses = 0
    while len(population) > 1 and trial.count < until and misses < MISSES and not trial.over:
        ranked = trial.by(_child(trial, weights, *_parents(random, population), random))
        sequence = tuple(trial.drafts.forwards.sequence(ranked))
        misses += sequence in known
        if sequence in known:
            continue
        known.add(sequence)
        child = trial.forward(ranked)
        if _is_there(population, child):
            misses += 1
            continue
        child = trial.justified(child)
        worst = max(range(len(population)), key=lambda place: population[place].value)
        if child.value <= population[worst].value and not _is_there(population, child):
            population[worst] = child


def _is_there(population: Sequence[Found], child: Found) -> bool:
    return any(one.value == child.value and one.dates.start == child.dates.start for one in population)


def _parents(random: Random, population: Sequence[Found]) -> tuple[Found, Found]:
    """Two of them, each the better one of two that were drawn."""
    father, mother = (
        min(random.choice(population), random.choice(population), key=lambda one: one.value) for _ in range(2)
    )
    while mother is father:
        mother = random.choice(population)
    return father, mother


def _child(trial: Trial, weights: Sequence[float], father: Found, mother: Found, random: Random) -> list[float]:
    """The father's busiest stretch as it is; what is before and behind it in the mother's order (peak crossover)."""
    starts, finishes, others = father.dates.start, father.dates.finish, mother.dates.start
    begin, end = _busiest(trial, weights, father, random)
    keys: list[float] = []
    for start, finish, other in zip(starts, finishes, others, strict=True):
        if start >= begin and finish <= end:
            keys.append(start)
        else:
            keys.append(other - AWAY if start < begin and finish < end else other + AWAY)
    return keys


def _busiest(trial: Trial, weights: Sequence[float], found: Found, random: Random) -> tuple[float, float]:
    """Of some windows of one length that of the most load."""
    spans = [
        (weights[index], found.dates.start[index], found.dates.finish[index]) for index in trial.nodes if weights[index]
    ]
    first, last = min(start for _, start, _ in spans), max(finish for *_, finish in spans)
    length = (last - first) * random.uniform(SHORTEST, LONGEST)
    most, best = -1.0, float(first)
    for _ in range(WINDOWS):
        begin = first + random.random() * (last - first - length)
        end = begin + length
        load = 0.0
        for weight, start, finish in spans:
            there = (finish if finish < end else end) - (start if start > begin else begin)
            if there > 0:
                load += weight * there
        if load > most:
            most, best = load, begin
    return best, best + length
