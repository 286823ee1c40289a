"""Who is asked for how much, by week or month; who could take a task."""
