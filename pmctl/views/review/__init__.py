"""A change judged: the verdict, why, and what the change does."""
