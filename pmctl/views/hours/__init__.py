"""Hours that were booked, against the plan."""
