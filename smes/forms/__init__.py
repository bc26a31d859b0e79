"""Forms of SMEs, reviewers and gateways."""
