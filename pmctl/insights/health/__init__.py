"""How healthy a document is, dimension by dimension."""
