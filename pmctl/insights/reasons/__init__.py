"""Why an item has its date, and what would bring it forward."""
