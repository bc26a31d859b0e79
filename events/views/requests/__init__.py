"""Pages of participants about their meetings: catalogue, requests, times and agenda."""
