"""Real workers on a real queue and a database that they share with a test: what they need for it."""
