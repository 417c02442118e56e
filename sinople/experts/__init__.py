"""The pool, relationships, draws, panels."""
