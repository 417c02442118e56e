"""The law as plain Python: packs, units, expressions, scoring with proof, calendar, clocks. No Django, no database."""
