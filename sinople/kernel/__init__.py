"""Plain Python that every room may use: texts, refusals, flows, identifiers, who is acting. No Django, no database."""
