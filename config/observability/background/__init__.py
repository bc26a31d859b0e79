"""The office's page about the work in the background: what waits, what runs, what failed, who works."""
