"""What happens when something fails: real servers, stopped and killed; see docs/adr/0036."""
