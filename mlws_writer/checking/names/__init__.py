"""What a sentence names: each name must be known, and be that of which the cited lines tell."""
