"""What was agreed: baselines in force, frozen anew, and compared with the plan."""
