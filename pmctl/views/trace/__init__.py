"""`pmctl trace`: from a customer's voice to what became of it, and back."""
