"""Pages of a registration, for its participant."""
