"""Schedules of matchmaking events: plain data in, plain data out; nothing of Django."""
