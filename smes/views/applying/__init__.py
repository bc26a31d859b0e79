"""Pages of the form by which an SME expresses its interest."""
