"""Sign-in, second factors, sessions and invitations, on top of django-allauth."""
