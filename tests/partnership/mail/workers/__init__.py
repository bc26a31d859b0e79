"""A real worker that dies in the middle of sending: what it needs for it."""
