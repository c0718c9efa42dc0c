"""Who comes first, and which way something went: superlatives, comparisons, directions, courses."""
