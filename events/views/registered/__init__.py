"""Pages of a registration, behind its private link."""
