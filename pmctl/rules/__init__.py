"""Every rule of `pmctl check`, one file each: the file is its page and its test."""

from __future__ import annotations

from pmctl.rules.families.dates import DATES
from pmctl.rules.families.governance import GOVERNANCE
from pmctl.rules.families.money import MONEY
from pmctl.rules.families.people import PEOPLE
from pmctl.rules.families.product import PRODUCT
from pmctl.rules.families.promises import PROMISES
from pmctl.rules.families.quality import QUALITY
from pmctl.rules.families.references import REFERENCES
from pmctl.rules.families.review import REVIEW
from pmctl.rules.families.text import TEXT
from pmctl.rules.judging.rule import Rule

RULES: tuple[Rule, ...] = (
    *TEXT,
    *REFERENCES,
    *DATES,
    *PEOPLE,
    *MONEY,
    *GOVERNANCE,
    *PRODUCT,
    *PROMISES,
    *QUALITY,
    *REVIEW,
)
"""All of them, by code."""

BY_CODE: dict[str, Rule] = {rule.code: rule for rule in RULES}


def matches(rule: Rule, selector: str) -> bool:
    """Does a selector mean this rule? It is a code (`PM203`), a name (`promise-missed`) or a family (`PM2xx`)."""
    return selector in (rule.code, rule.name, rule.family)


def rules_named(selector: str) -> tuple[Rule, ...]:
    """The rules that a selector means; none where it means nothing."""
    return tuple(rule for rule in RULES if matches(rule, selector))
