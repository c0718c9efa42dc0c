"""Facts that do not come from logs."""
