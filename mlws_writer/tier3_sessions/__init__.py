"""Tier 3: session documents and ideas for posts, made from entries and the facts behind them."""
