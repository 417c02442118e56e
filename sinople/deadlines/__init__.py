"""Running clocks of a case: due, paused, why."""
