"""Addresses of the pages of SMEs and gateways; the SME’s are translated, see config/urls.py."""
