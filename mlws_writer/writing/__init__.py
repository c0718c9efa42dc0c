"""The model at work: prompts, the one door to it, and the way from facts to checked text."""
