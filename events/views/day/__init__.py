"""Pages for the day of an event: check-in, badges, meetings held, live numbers."""
