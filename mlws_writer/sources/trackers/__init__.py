"""Runs that an experiment tracker kept, each read through the tracker's own library, as values and as a log."""
