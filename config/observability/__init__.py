"""What tells how the portal fares: health, logs, metrics, errors, queues; see docs/adr/0031."""
