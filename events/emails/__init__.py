"""E-mails about events: one function for each message, a module for each subject."""
