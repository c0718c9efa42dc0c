"""A sentence and the facts: what it states, what that rests on, and the verdict."""
