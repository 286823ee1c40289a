"""An edit of plan files before or after it is written: the lines that change, and everything that follows."""
