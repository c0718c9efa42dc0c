"""A workspace: its settings, where things lie, its days, and what was read from its logs."""
