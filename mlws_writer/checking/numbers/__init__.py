"""Whose value each number is, and what follows from the values of facts: differences, shares, sums, rates, counts."""
