"""A seeded search over orders of levelling: a population evolves, then another one around its best."""

from __future__ import annotations

from collections.abc import Sequence
from random import Random

from pmctl.scheduling.orders.justification import justify, middles
from pmctl.scheduling.orders.trial import Found, Keys, Trial

PEOPLE = 30
"""Schedules of the first population."""
FEWER, MORE = 10, 20
"""So many fewer has the one around the best, so many more has the first one of the next pair."""
SPREAD = 0.2
"""How far first orders stray from the middle one, as a part of the whole length."""
NEAR = 0.05
"""The same for orders around the best."""
PHASE = 500
"""Passes for the first population; that around the best has twice as many, and the next pair twice of both."""
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

    Every second population begins around the best of all: Valls, Ballestin and Quintanilla 2008 (a hybrid genetic
    algorithm). The others begin anew, each pair longer than the one before.
    """
    random = Random(seed)
    justify(trial)
    middle, people, passes = middles(trial), PEOPLE, PHASE
    known = [trial.best]
    while not trial.over:
        _evolve(trial, random, [*known, *_population(trial, random, middle, SPREAD, people - len(known))], passes)
        known = []
        best = [float(at) for at in trial.best.dates.start]
        around = _population(trial, random, best, NEAR, people - FEWER)
        _evolve(trial, random, [trial.best, *around], 2 * passes)
        people, passes = people + MORE, passes * 2
    return trial.best


def _length(trial: Trial, keys: Keys) -> float:
    """From the first key of a task to the last."""
    tasks = [keys[index] for index in trial.nodes if trial.prepared.passes.nodes[index].task is not None]
    return max(tasks) - min(tasks) if tasks else 0.0


def _population(trial: Trial, random: Random, starts: Keys, spread: float, people: int) -> list[Found]:
    """Schedules by keys that stray from those given, by a part of their whole length, each one justified."""
    far = spread * _length(trial, starts)
    found: list[Found] = []
    while len(found) < people and not trial.over:
        keys = list(starts)
        for index in trial.nodes:
            keys[index] += random.uniform(-far, far)
        found.append(trial.justified(trial.forward(trial.by(keys))))
    return found


def _evolve(trial: Trial, random: Random, population: list[Found], passes: int) -> None:
    """Children take the places of what is worst, until there were so many passes or nothing new comes."""
    until = trial.count + passes
    weights = trial.weights()
    known: set[tuple[int, ...]] = set()
    misses = 0
    while len(population) > 1 and trial.count < until and misses < MISSES and not trial.over:
        father, mother = _parents(random, population)
        keys = _child(trial, weights, father, mother, random)
        ranked = sorted(trial.nodes, key=keys.__getitem__, reverse=True)
        sequence = tuple(trial.drafts.backwards.sequence(ranked))
        misses += sequence in known
        if sequence in known:
            continue
        known.add(sequence)
        # a child is an order of ends: laid from its end it is two passes, and as good as a justified one of three
        child = trial.laid_back(sequence, father.dates)
        worst = max(range(len(population)), key=lambda place: population[place].value)
        if _is_there(population, child):
            misses += 1
        elif child.value <= population[worst].value:
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
    """When each node ends: the father's busiest stretch as it is, and what is before and behind it in the mother's
    order (peak crossover).
    """
    starts, finishes, others = father.dates.start, father.dates.finish, mother.dates.finish
    begin, end = _busiest(trial, weights, father, random)
    keys: list[float] = []
    for start, finish, other in zip(starts, finishes, others, strict=True):
        if start >= begin and finish <= end:
            keys.append(finish)
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
