"""A portal as one file, and back: its database, what was uploaded and what was submitted."""
