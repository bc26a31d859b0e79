"""One module for each; found by themselves."""
