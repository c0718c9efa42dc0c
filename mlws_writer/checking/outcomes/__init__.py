"""What happened, how it ended and why: deeds, fates, all and none, causes."""
