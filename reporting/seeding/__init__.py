"""An invented programme of any size, to measure and to look at the portal with."""
