"""The score of schedule quality."""
