"""Second factors: allauth's pages, with the portal's rules about the last one."""

from typing import Any

from allauth.mfa.base.views import IndexView
from allauth.mfa.models import Authenticator
from allauth.mfa.webauthn.views import RemoveWebAuthnView
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect

from partnership.accounts.adapters import SecondFactorAdapter
from partnership.accounts.second_factor import FACTORS, is_required_of, may_remove


class FactorsView(IndexView):
    """What somebody has set up; for those who need a second factor and have none, why and how."""

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Factors by kind, and what is required."""
        context: dict[str, Any] = super().get_context_data(**kwargs)
        found = context["authenticators"]
        needs = is_required_of(self.request.user)
        has_factor = any(kind in found for kind in FACTORS)
        codes = found.get(Authenticator.Type.RECOVERY_CODES)
        return {
            **context,
            "needs_factor": needs,
            "is_missing": needs and not has_factor,
            "has_factor": has_factor,
            "app": found.get(Authenticator.Type.TOTP),
            "passkeys": found.get(Authenticator.Type.WEBAUTHN, []),
            "codes_left": len(codes.get_unused_codes()) if codes else 0,
        }


class RemovePasskeyView(RemoveWebAuthnView):
    """Removes a passkey, unless it is the last factor of somebody who needs one."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Ask the rule first."""
        if request.user.is_authenticated and not may_remove(self.get_object()):
            words = SecondFactorAdapter.error_messages["cannot_delete_authenticator"]
            messages.error(request, str(words))
            return redirect("mfa_index")
        response: HttpResponse = super().dispatch(request, *args, **kwargs)
        return response


index = FactorsView.as_view()
remove_passkey = RemovePasskeyView.as_view()
