"""The values that all tiers exchange, and what can be said of them."""
