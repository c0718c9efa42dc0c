"""Tier 1: execution logs of any kind, read into runs and facts."""
