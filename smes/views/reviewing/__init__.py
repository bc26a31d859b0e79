"""Pages of those who review and select expressions, and of the gateways that get them."""
