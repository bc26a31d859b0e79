"""Addresses of sign-in and of one's account: the portal's own first, then allauth's."""

from django.urls import include, path

from partnership.accounts.views import factors, invitations, overview

urlpatterns = [
    path("", overview.account, name="account"),
    path("invitation/<str:link>/", invitations.invitation, name="invitation"),
    path("sessions/", overview.sessions, name="usersessions_list"),
    path("2fa/", factors.index, name="mfa_index"),
    path("2fa/webauthn/keys/<int:pk>/remove/", factors.remove_passkey, name="mfa_remove_webauthn"),
    path("", include("allauth.urls")),
]
