"""What a person looks at in a terminal: one file a view, its facts and its forms."""
