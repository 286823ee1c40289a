"""What the readings say of metrics and of the features that were to move them."""
