"""One file a question answered from plans."""
