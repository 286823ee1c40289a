"""What follows from an alternative in one sentence."""

from __future__ import annotations

from collections.abc import Iterator

from pmctl.insights.facts import value
from pmctl.views.summary import new_errors, summary
from pmctl.views.whatif.levelling import nothing_better
from pmctl.views.whatif.view import Option
from pmctl.views.words import NAMED, some


def sentence(option: Option) -> str:
    """Everything that follows, in one line: errors, moves, ends, promises, cost, load, whom to tell."""
    follows = option.follows
    if follows.is_nothing and option.levelling is not None:
        return f"{nothing_better(option.levelling)} Nothing moves."
    if follows.is_nothing and not option.affected:
        return "Nothing follows: no date, no promise, no cost and nobody's load changes."
    nobody = "no task moves by itself" if option.affected else "No task moves"
    parts = [*_concerned(option), *summary(option, nobody)]
    people = dict.fromkeys((*_owners(option), *(one.who for one in follows.tell)))
    parts += [f"tell {some(list(people), 6)}"] if people else []
    return new_errors(option) + "; ".join(parts) + "."


def _concerned(option: Option) -> Iterator[str]:
    """What a false assumption concerns."""
    if option.affected:
        yield f"It concerns {some(option.affected, NAMED)}"


def _owners(option: Option) -> Iterator[str]:
    """Who answers for what a false assumption concerns."""
    for id in option.affected:
        owner = value(option.plan, option.plan.workspace.items[id], "owner")
        if owner:
            yield str(owner)
