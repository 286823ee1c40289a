"""The dependency graph: which task waits for which, in what order to work them out, where they go in a circle."""

from pmctl.network.building import network
from pmctl.network.circles import Step, cycles
from pmctl.network.graph import FF, FROM_FINISH, FS, GATES, SS, TO_START, Arrow, Network
from pmctl.network.renewal import renewed
from pmctl.network.written import dependencies, graph_of, reach

__all__ = [
    "FF",
    "FROM_FINISH",
    "FS",
    "GATES",
    "SS",
    "TO_START",
    "Arrow",
    "Network",
    "Step",
    "cycles",
    "dependencies",
    "graph_of",
    "network",
    "reach",
    "renewed",
]
