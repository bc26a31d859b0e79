"""What those who work in a partnership see of it at a glance, and a programme in one table."""
