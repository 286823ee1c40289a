"""One escaper a sink: what a plan says is untrusted text until the function of its sink has been over it.

All of them show what cannot be seen (control, direction and zero-width characters) as `\\x1b` or `\\u202e`, so that a
text looks like what it is; none of them raises, whatever the text holds.
"""

from pmctl.escape.builds import annotation_message, annotation_property, sarif_message
from pmctl.escape.columns import fit
from pmctl.escape.data import csv_cell, csv_row, csv_unmarked, json_in_script, json_text
from pmctl.escape.diagrams import mermaid, mermaid_quoted
from pmctl.escape.hidden import ZERO_WIDTH_SPACE, one_line, visible
from pmctl.escape.mail import icalendar, icalendar_line, icalendar_parameter, mail_body, mail_header
from pmctl.escape.prose import markdown, markdown_block, markdown_code, slack
from pmctl.escape.screen import cut, harmless, terminal, terminal_width, words, wrapped
from pmctl.escape.web import css_colour, html, html_attribute, html_coded, svg, url, xml

__all__ = [
    "ZERO_WIDTH_SPACE",
    "annotation_message",
    "annotation_property",
    "css_colour",
    "csv_cell",
    "csv_row",
    "csv_unmarked",
    "cut",
    "fit",
    "harmless",
    "html",
    "html_attribute",
    "html_coded",
    "icalendar",
    "icalendar_line",
    "icalendar_parameter",
    "json_in_script",
    "json_text",
    "mail_body",
    "mail_header",
    "markdown",
    "markdown_block",
    "markdown_code",
    "mermaid",
    "mermaid_quoted",
    "one_line",
    "sarif_message",
    "slack",
    "svg",
    "terminal",
    "terminal_width",
    "url",
    "visible",
    "words",
    "wrapped",
    "xml",
]
