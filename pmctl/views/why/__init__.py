"""Why a date, and what would help."""
