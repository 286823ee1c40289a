"""The colours of every picture, on white and on dark paper; the words for them are in the legends."""

from __future__ import annotations

from collections.abc import Mapping

LIGHT: Mapping[str, str] = {
    "paper": "#ffffff",
    "ink": "#1f2328",
    "soft": "#5b6570",
    "grid": "#edf0f3",
    "month": "#d5dae0",
    "off": "#f4f5f7",
    "bar": "#a9c8e8",
    "done": "#3b78b5",
    "red": "#f0b3aa",
    "dark-red": "#b83227",
    "group": "#4a5561",
    "ghost": "#aab2bb",
    "band": "#f7e2ae",
    "due": "#7a3fb0",
    "today": "#c2640a",
    "link": "#8a949e",
    "green": "#2e7d4f",
    "amber": "#b26a00",
}

DARK: Mapping[str, str] = {
    "paper": "#0f1419",
    "ink": "#e6eaee",
    "soft": "#9aa5b0",
    "grid": "#1b222a",
    "month": "#2c3640",
    "off": "#161c23",
    "bar": "#2c5077",
    "done": "#6aa9e6",
    "red": "#7a322b",
    "dark-red": "#f0776a",
    "group": "#a9b4bf",
    "ghost": "#5b6570",
    "band": "#574820",
    "due": "#c39bf0",
    "today": "#f0a050",
    "link": "#76818c",
    "green": "#5fc48a",
    "amber": "#e0a84a",
}

SERIES = ("#3b78b5", "#c2640a", "#2e7d4f", "#7a3fb0", "#b83227", "#00727a", "#8a6d00", "#5b6570")
"""Lines of one picture, on white paper; each has its name beside it."""
LEVELS: Mapping[str, str] = {
    "green": "#bfe3cd",
    "amber": "#f7e2ae",
    "red": "#f0b3aa",
    "done": "#a9c8e8",
    "not-started": "#edf0f3",
    "unknown": "#d5dae0",
}
"""Stretches of health, light enough for words on them."""

BANDS: Mapping[str, str] = {"low": "#bfe3cd", "medium": "#f7f0c4", "high": "#f6cf9b", "extreme": "#f0b3aa"}
"""Cells of a risk matrix, light enough for words on them."""

LOADS: Mapping[str, str] = {"over": "#f0b3aa", "full": "#f7e2ae", "some": "#d7e6f5", "off": "#d5dae0"}
"""Weeks of somebody by how much is asked of them, light enough for words on them."""

MORE_LIGHT: Mapping[str, str] = {
    "calm": "#bfe3cd",
    "mild": "#f7f0c4",
    "warm": "#f6cf9b",
    "cool": "#d7e6f5",
    "teal": "#00727a",
    "olive": "#8a6d00",
}
"""The colours of pictures that are in no timeline, by names for the pages that hold them."""
MORE_DARK: Mapping[str, str] = {
    "calm": "#1f4d36",
    "mild": "#4d4720",
    "warm": "#5e421c",
    "cool": "#22384d",
    "teal": "#45c0c8",
    "olive": "#d0b04a",
}


def variables(colours: Mapping[str, str]) -> str:
    """The colours as CSS variables: `--paper:#ffffff;...`."""
    return ";".join(f"--{name}:{colour}" for name, colour in colours.items())
