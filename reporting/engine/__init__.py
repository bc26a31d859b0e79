"""The reporting engine: what figures, tables and documents are, without any record of any app."""
