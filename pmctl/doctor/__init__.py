"""Is everything there that pmctl needs, on this machine, in this clone, in this plan; and what mends what is not."""

from pmctl.doctor.clone import clone_lines
from pmctl.doctor.line import Line, State
from pmctl.doctor.machine import machine_lines
from pmctl.doctor.workspace import workspace_lines

PARTS = ("machine", "clone", "plan")
"""What is looked at, in the order in which it is told."""

__all__ = ["PARTS", "Line", "State", "clone_lines", "machine_lines", "workspace_lines"]
