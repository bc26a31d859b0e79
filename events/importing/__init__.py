"""From the export of another tool to participations and meetings: reading, understanding, planning."""
