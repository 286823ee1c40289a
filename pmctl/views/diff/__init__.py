"""What was edited between two plans, and what follows from it."""
