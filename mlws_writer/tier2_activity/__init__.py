"""Tier 2: the entry of a day in the activity log, made from runs."""
