"""Settings: local for the own machine, test for the test suite, production from the environment."""
