"""What a build shows and keeps: the summary of a step, the files of a run, the report of a stranger's change."""
