"""PM0xx: text and shape of plan files."""

from __future__ import annotations

from pmctl.rules import (
    bad_id,
    control_character,
    duplicate_key,
    empty_key,
    invisible_character,
    kind_lost,
    missing_key,
    rule_setting,
    several_documents,
    suppressed,
    syntax_error,
    tab_indent,
    tag_not_allowed,
    template_failed,
    too_large,
    unknown_key,
    unreadable_file,
    wrong_allow,
    wrong_value,
)

TEXT = (
    unreadable_file,
    syntax_error,
    duplicate_key,
    tag_not_allowed,
    unknown_key,
    wrong_value,
    bad_id,
    missing_key,
    too_large,
    control_character,
    invisible_character,
    empty_key,
    kind_lost,
    tab_indent,
    several_documents,
    suppressed,
    wrong_allow,
    rule_setting,
    template_failed,
)
"""By code."""
