"""What a product is worth: costs and benefits by stream and period, what they come to, and what that hangs on."""
