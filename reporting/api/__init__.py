"""The portal's read-only API: partnerships, and their reports as JSON."""
