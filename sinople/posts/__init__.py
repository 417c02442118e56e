"""Posts kept over a repeat, a refusal or a lost session."""
