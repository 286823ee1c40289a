"""What `pmctl doctor` found, for people and for programs."""
