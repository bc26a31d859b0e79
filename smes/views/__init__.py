"""Pages of SMEs, reviewers and gateways."""
