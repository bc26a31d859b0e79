"""Steps at events: each is locked, checked and kept."""
