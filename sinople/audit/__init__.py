"""The story: one chained line for each act, and the one move()."""
