"""The SME's page behind its private link, and what can be done from there."""
