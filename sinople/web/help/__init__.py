"""Help: guides by role, the tour, rows of the tables, samples, the glossary, whom to ask."""
