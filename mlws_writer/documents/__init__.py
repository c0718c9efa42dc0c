"""Markdown that people edit too: what was written before, what to change now, and bytes safely in place."""
