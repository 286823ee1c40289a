"""What would follow from a change that is not made."""
