"""Kano: what people say if a feature is there and if it is missing, and the class of the feature that follows.

Source: Kano's table of answers; the coefficients by Berger.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction

from pmctl.record import dataclass

ANSWERS = ("like", "must-be", "neutral", "live-with", "dislike")
_TABLE = ("QAAAO", "RIIIM", "RIIIM", "RIIIM", "RRRRQ")
"""Rows by the answer if it is there, columns by that if it is missing."""
CLASSES: Mapping[str, str] = {
    "M": "must-be",
    "O": "performance",
    "A": "attractive",
    "I": "indifferent",
    "R": "reverse",
    "Q": "questionable",
}
"""By letter; of equally frequent ones the first counts."""
ORDER = tuple(CLASSES.values())


@dataclass(frozen=True, slots=True)
class Kano:
    """The class of a feature and how many answers gave which; nobody was asked where `counts` are empty."""

    name: str
    counts: Mapping[str, int]

    @property
    def better(self) -> Fraction | None:
        """How much more content people are with it: (A + O) / (A + O + M + I); None where nobody is concerned."""
        return self._share("attractive", "performance")

    @property
    def worse(self) -> Fraction | None:
        """How much less content they are without it: -(O + M) / (A + O + M + I)."""
        found = self._share("performance", "must-be")
        return -found if found is not None else None

    def _share(self, *names: str) -> Fraction | None:
        concerned = sum(self.counts.get(name, 0) for name in ("attractive", "performance", "must-be", "indifferent"))
        return Fraction(sum(self.counts.get(name, 0) for name in names), concerned) if concerned else None


def answered(functional: str, dysfunctional: str) -> str:
    """The class by one person's two answers; "" for what is no answer."""
    if functional not in ANSWERS or dysfunctional not in ANSWERS:
        return ""
    return CLASSES[_TABLE[ANSWERS.index(functional)][ANSWERS.index(dysfunctional)]]


def kano_of(written: object) -> Kano | None:
    """The class as it stands in `score.kano`: its name, or answers (one pair, or lists of them).

    None where it is none of these, or the answers do not come in pairs.
    """
    if isinstance(written, str):
        return Kano(written, {}) if written in ORDER else None
    if not isinstance(written, Mapping):
        return None
    counts = _counted(_list(written.get("functional")), _list(written.get("dysfunctional")))
    return Kano(max(ORDER, key=lambda name: counts.get(name, 0)), counts) if counts else None


def _list(written: object) -> Sequence[object]:
    return written if isinstance(written, list | tuple) else () if written is None else (written,)


def _counted(functional: Sequence[object], dysfunctional: Sequence[object]) -> dict[str, int]:
    """How many pairs of answers give which class; nothing where they do not come in pairs."""
    if len(functional) != len(dysfunctional):
        return {}
    counts: dict[str, int] = {}
    for one, other in zip(functional, dysfunctional, strict=True):
        name = answered(str(one), str(other))
        if not name:
            return {}
        counts[name] = counts.get(name, 0) + 1
    return counts
