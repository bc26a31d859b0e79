"""The kinds of background work, a module for each; found by themselves."""
