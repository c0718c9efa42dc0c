"""`mlws check`: what needs the author, and the files against the method; each rule a function of its own."""
