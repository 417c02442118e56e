"""Background work: lease, heartbeat, progress."""
