"""What somebody owes and whom they wait for, over every product and project."""

from pmctl.insights.my_work.duty import Duty
from pmctl.insights.my_work.gathered import MyWork, my_work

__all__ = ["Duty", "MyWork", "my_work"]
