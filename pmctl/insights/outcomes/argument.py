"""What the data argues for once a feature is out: keep it, go on to a second phase, iterate, or cut it."""

from __future__ import annotations

from pmctl.insights.outcomes.effect import Effect, effect_text, effects_of, launch_of
from pmctl.insights.outcomes.measures import measures_of, short_for
from pmctl.insights.voices import around_and_below, day_of_voice, importance_of, voices_for
from pmctl.model.item import Item
from pmctl.model.product import Feature
from pmctl.plan import Plan
from pmctl.record import dataclass


@dataclass(frozen=True, slots=True)
class Argument:
    """A decision that the data argues for (one of `outcome.decision`, "" where it says nothing), and why.

    `effects` are the numbers it rests on, `beside` what else speaks for it.
    """

    decision: str
    effects: tuple[Effect, ...]
    beside: str = ""

    @property
    def reason(self) -> str:
        """What the decision rests on, in a line."""
        return "; ".join([*(effect_text(one) for one in self.effects), *([self.beside] if self.beside else [])])


def argument_of(plan: Plan, feature: Feature) -> Argument | None:
    """What speaks for which decision; None before the feature is out, and where no number tells its success.

    Every target met: keep, and a second phase where customers ask for more since the launch. On the way to a target:
    iterate. No number moved: iterate while customers still ask for it, else cut; nothing better and one worse: cut.
    """
    effects = effects_of(plan, feature)
    if not effects:
        return None
    read = tuple(one for one in effects if one.verdict not in ("not read since", "no target"))
    if not read:
        return Argument("", effects)
    decision, beside = _weighed(read, _asking_since(plan, feature))
    return Argument(decision, read, beside)


def argued_for(plan: Plan, feature: Feature) -> str:
    """`the data argues for cut (nobody asked for it since)`; "" where it says nothing."""
    found = argument_of(plan, feature)
    if found is None or not found.decision:
        return ""
    return f"the data argues for {found.decision}" + (f" ({found.beside})" if found.beside else "")


def _weighed(effects: tuple[Effect, ...], asking: int) -> tuple[str, str]:
    """The decision, and what beside the numbers speaks for it."""
    verdicts = {one.verdict for one in effects}
    customers = f"{asking} customer{'' if asking == 1 else 's'}"
    if verdicts == {"met"}:
        return ("phase-2", f"{customers} asked for more since then") if asking else ("keep", "")
    if verdicts & {"met", "partly met"}:
        return "iterate", ""
    if "worse" in verdicts:
        return "cut", ""
    return ("iterate", f"{customers} still asked for it since then") if asking else ("cut", "nobody asked for it since")


def _asking_since(plan: Plan, feature: Feature) -> int:
    """How many customers spoke for a feature after it was out."""
    launch = launch_of(plan, feature)
    voices = voices_for(plan, around_and_below(plan, feature)) if launch is not None else ()
    later = [one for one in voices if launch and (day := day_of_voice(plan, one)) and launch.day < day <= plan.today]
    return importance_of(later).customers


def outcome_text(plan: Plan, feature: Item) -> str:
    """`metric below target for 2 readings`, of the first number with readings that tells the success of a feature."""
    for measure in measures_of(plan, feature) if isinstance(feature, Feature) else ():
        if measure.target is None or not measure.readings:
            continue
        short = short_for(measure)
        if not short:
            return "metric on target"
        where = "above" if measure.falls else "below"
        return f"metric {where} target for {short} reading{'' if short == 1 else 's'}"
    return ""
