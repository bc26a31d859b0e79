"""Pages of the office about registrations, invitations and delegations."""
