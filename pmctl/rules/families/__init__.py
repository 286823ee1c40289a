"""The rules by the hundred of their code, a file each: here a rule is entered."""
