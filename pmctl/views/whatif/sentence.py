"""What follows from an alternative in one sentence."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.facts import value
from pmctl.views.summary import new_errors, summary
from pmctl.views.whatif.chances import chances
from pmctl.views.whatif.levelling import nothing_better
from pmctl.views.whatif.view import Option
from pmctl.views.words import NAMED, some


def sentence(option: Option) -> str:
    """Everything that follows, in one line: errors, moves, ends, promises, cost, load, whom to tell."""
    follows = option.follows
    if follows.is_nothing and option.levelling is not None:
        return f"{nothing_better(option.levelling)} Nothing moves."
    if option.is_nothing and not option.affected:
        unknown = "" if option.likely else " Odds were not computed: `--odds`."
        return f"Nothing follows: no date, no promise, no cost and nobody's load changes.{unknown}"
    nobody = "no task moves by itself" if option.affected else "No task moves"
    parts = [*_concerned(option), *summary(option, nobody), *_quiet(option), *chances(option)]
    people = dict.fromkeys((*_owners(option), *(one.who for one in follows.tell)))
    parts += [f"tell {some(list(people), 6)}"] if people else []
    return new_errors(option) + "; ".join(parts) + "."


def _concerned(option: Option) -> Iterator[str]:
    """What a false assumption concerns."""
    if option.affected:
        yield f"It concerns {some(option.affected, NAMED)}"


def _quiet(option: Option) -> Iterator[str]:
    """What differs where no task moves: float, budgets, sides of health."""
    follows = option.follows
    if follows.moves:
        return
    differing = {
        "float": [one.item for one in follows.floats],
        "budget": [one.document for one in follows.budgets],
        "health": [f"{one.document} {one.dimension} {one.now}" for one in follows.health if one.dimension],
    }
    for what, names in differing.items():
        if names:
            yield f"{what} differs ({some(names, NAMED)})"


def _owners(option: Option) -> Iterator[str]:
    """Who answers for what a false assumption concerns."""
    for id in option.affected:
        owner = value(option.plan, option.plan.workspace.items[id], "owner")
        if owner:
            yield str(owner)
