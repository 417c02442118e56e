"""SQLite as Django has it, with writers that wait in a queue."""
