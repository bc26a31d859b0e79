"""Pages on which those who run an event compute, publish and change its schedule."""
