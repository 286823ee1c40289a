"""The same plan thousands of times, each with other lengths and risks: the odds of every date."""

from __future__ import annotations

from pmctl.scheduling.simulation.draws import sample
from pmctl.scheduling.simulation.result import Settings, Simulation
from pmctl.scheduling.simulation.running import Follow, simulate

__all__ = ["Follow", "Settings", "Simulation", "sample", "simulate"]
