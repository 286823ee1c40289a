"""Items of any collection."""
