"""Pages of events, one folder or file for each subject."""
