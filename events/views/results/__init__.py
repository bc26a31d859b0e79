"""Pages about what came of an event, and the import of events held elsewhere."""
