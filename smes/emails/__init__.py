"""E-mails in the way of an SME: one function for each message, a module for each part of the way."""
