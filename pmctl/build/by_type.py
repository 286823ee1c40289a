"""What reads a field, by the type that the model declares for it."""

from __future__ import annotations

from collections.abc import Mapping

from pmctl.build.file import Special
from pmctl.build.forms import budget, capacity, cost, expects, external, rates, repeat, streams, time_entries, weights
from pmctl.build.odd import amounts, as_written, by_day, key_source, keyed, number, one, several, whole, yes_no
from pmctl.build.settings import hours, rule_settings, statuses, threshold_value, thresholds, units
from pmctl.model.control import Effect, Impact, Residual, Update
from pmctl.model.item import Approval
from pmctl.model.money import Payment
from pmctl.model.product import BusinessCase, CheckIn, Outcome, Positioning, Prioritise
from pmctl.model.project import Charter, Constraint, Tolerance
from pmctl.model.records import BaselineTask
from pmctl.model.workspace import Calendar, FieldDeclaration, Policy, ScheduleQuality, View, Waiver

SPECIALS: Mapping[str, Special] = {
    "bool": yes_no,
    "bool | None": yes_no,
    "int": whole,
    "int | None": whole,
    "float | None": number,
    "Mapping[str, object]": as_written,
    "Mapping[str, float]": weights,
    "Constraint | None": one(Constraint),
    "Repeat | None": repeat,
    "External | None": external,
    "Cost | None": cost,
    "Duration | float | None": capacity,
    "Duration | Share | float | None": threshold_value,
    "Tolerance | None": one(Tolerance),
    "Charter | None": one(Charter),
    "Budget | None": budget,
    "Impact | None": one(Impact),
    "Residual | None": one(Residual),
    "Effect | None": one(Effect),
    "Outcome | None": one(Outcome),
    "Positioning | None": one(Positioning),
    "BusinessCase | None": one(BusinessCase),
    "Prioritise | None": one(Prioritise),
    "ScheduleQuality | None": one(ScheduleQuality),
    "tuple[Approval, ...]": several(Approval),
    "tuple[Waiver, ...]": several(Waiver),
    "tuple[Update, ...]": by_day(Update, key_source),
    "tuple[CheckIn, ...]": by_day(CheckIn, key_source),
    "tuple[Payment, ...]": keyed(Payment),
    "tuple[BaselineTask, ...]": keyed(BaselineTask),
    "tuple[TimesheetEntry, ...]": time_entries,
    "tuple[tuple[date | None, Rate], ...]": rates,
    "tuple[tuple[str, When], ...]": expects,
    "tuple[tuple[When, Mapping[str, MoneyRange]], ...]": streams,
    "tuple[RuleSetting, ...]": rule_settings,
    "Hours | None": hours,
    "Units": units,
    "Mapping[str, Calendar]": keyed(Calendar, as_map=True),
    "Mapping[str, Policy]": keyed(Policy, as_map=True),
    "Mapping[str, View]": keyed(View, as_map=True),
    "Mapping[str, FieldDeclaration]": keyed(FieldDeclaration, as_map=True),
    "Mapping[str, Threshold]": thresholds,
    "Mapping[str, str]": statuses,
    "Mapping[str, MoneyRange]": lambda file, node, key, value, found, name: found.update(
        {name: amounts(file, node, key, value)}
    ),
}
