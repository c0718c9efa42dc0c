"""What a sentence and the lines of a log are read into: words, quantities, statements, and the evidence for one sentence."""
