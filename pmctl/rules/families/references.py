"""PM1xx: what names something else."""

from __future__ import annotations

from pmctl.rules import (
    ambiguous_reference,
    bad_reading,
    data_file,
    duplicate_id,
    file_missing,
    orphan_part,
    person_unknown,
    unknown_calendar,
    unknown_column,
    unknown_holidays,
    unknown_reference,
    unknown_status,
    unknown_time_zone,
    wrong_filter,
    wrong_kind,
)

REFERENCES = (
    unknown_reference,
    ambiguous_reference,
    duplicate_id,
    person_unknown,
    orphan_part,
    wrong_kind,
    unknown_calendar,
    unknown_time_zone,
    unknown_holidays,
    unknown_status,
    data_file,
    bad_reading,
    wrong_filter,
    unknown_column,
    file_missing,
)
"""By code."""
