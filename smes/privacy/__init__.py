"""What is kept about people in the way of an SME; each module registers its sources."""

from smes.privacy import drafts, erasure, export, outcomes, reviewing, sources, support

__all__ = ["drafts", "erasure", "export", "outcomes", "reviewing", "sources", "support"]
