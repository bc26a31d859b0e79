"""Background work: asked for once, kept in a row of its own, done by any worker."""
