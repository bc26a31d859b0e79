"""Pages of those who run an event about its meetings: settings, requests, agendas."""
