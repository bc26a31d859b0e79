"""What the portal keeps of people: telling it, erasing it, and not keeping it for ever."""
