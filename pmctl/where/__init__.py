"""The filter language of `--where`, policies and views: `commitment == 'committed' and slip > 5d`.

Comparisons `== != < <= > >= ~ in not in` of names with values, joined by `and or not` and parentheses. A name by itself
(`late`, `critical`, `leaf`) asks whether it holds. Values are written as in a plan (`5d`, `40%`, `12.5k`, `2026-Q2`),
texts in quotes, lists in brackets. `~` is a glob (`*`, `?`), never a regular expression. No calls, no attributes.

    either     = both { "or" both }
    both       = single { "and" single }
    single     = "not" single | "(" either ")" | operand [ operator operand ]
    operand    = name | value | 'text' | "[" [ operand { "," operand } ] "]"
"""

from pmctl.where.condition import Where
from pmctl.where.matching import Lookup, matches
from pmctl.where.reading import compile_where

__all__ = ["Lookup", "Where", "compile_where", "matches"]
