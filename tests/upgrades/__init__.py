"""What a release before this one has kept is still there and true after the upgrade."""
