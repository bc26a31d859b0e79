"""The public way to a registration: the form, the invitation, the confirmed address, the lost link."""
