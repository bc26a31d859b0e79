"""E-mails: posted as rows, sent in the background once, and their return."""
