"""The public pages, reports and downloads."""
