"""What is done about expressions of interest and support, over several records."""
