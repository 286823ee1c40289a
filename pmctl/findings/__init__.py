"""What the rules found, one file a form in which it is written."""
