"""Answers Django's question ``user.has_perm`` from the roles of people."""

from typing import Any

from django.apps import apps
from django.contrib.auth.backends import ModelBackend
from django.db.models import Model

from common.access import is_allowed, may_somewhere, permission, policies


class RoleBackend(ModelBackend):
    """Signs in by e-mail and password; grants what the permissions of the apps grant to roles.

    ``has_perm("smes.change_company", company)`` asks for one record, without it for any at all. The
    tables of Django's own permissions are not read.
    """

    def has_perm(self, user_obj: Any, perm: str, obj: Any = None) -> bool:
        """Whether somebody may do something to a record, or to any."""
        app_label, _, codename = perm.partition(".")
        action, name = permission(codename)
        try:
            model = apps.get_model(app_label, name)
        except LookupError:
            return False
        if isinstance(obj, model):
            return is_allowed(user_obj, action, obj)
        return may_somewhere(user_obj, action, model)

    def has_module_perms(self, user_obj: Any, app_label: str) -> bool:
        """Whether somebody may see any record of an app."""
        return any(
            model._meta.app_label == app_label and may_somewhere(user_obj, "view", model)
            for model in policies
        )

    def get_all_permissions(self, user_obj: Any, obj: Model | None = None) -> set[str]:
        """What is granted by name; Django's templates ask for it nowhere, programs may."""
        return {
            f"{model._meta.app_label}.{action}_{model._meta.model_name}"
            for model, policy in policies.items()
            for role in policy.grants.values()
            for action in role
            if may_somewhere(user_obj, action, model)
        }
