"""Tables that the bureau fills, edition by edition: calendars, factors, classes of size."""
