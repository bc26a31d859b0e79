"""Addresses of events: ``translated`` for participants, ``office`` for those who run them."""
