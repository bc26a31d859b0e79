"""Addresses of the form by which an SME expresses its interest."""

from django.urls import URLPattern, path, register_converter

from smes.form_steps import FormStep
from smes.views.applying import files, sending, starting, steps


class StepConverter:
    """A step of the form; other words after a private link are other pages."""

    regex = "|".join(FormStep.values)

    def to_python(self, value: str) -> FormStep:
        """The step of that name."""
        return FormStep(value)

    def to_url(self, value: str) -> str:
        """The name of a step."""
        return str(FormStep(value).value)


register_converter(StepConverter, "form_step")

LINK = "expressions/<str:link>"

urlpatterns: list[URLPattern] = [
    path("partnerships/<slug:slug>/apply/", starting.start, name="expression_start"),
    path("expressions/files/<int:pk>/", files.office_file, name="expression_file"),
    path("expressions/confirm/<str:link>/", sending.confirm, name="expression_confirm"),
    path(f"{LINK}/continue/", steps.go_on, name="expression_continue"),
    path(f"{LINK}/later/", steps.later, name="expression_later"),
    path(f"{LINK}/sent/", sending.sent, name="expression_sent"),
    path(f"{LINK}/receipt/", files.receipt, name="expression_receipt"),
    path(f"{LINK}/files/<int:pk>/", files.own_file, name="expression_own_file"),
    path(f"{LINK}/<form_step:step>/", steps.step, name="expression_step"),
]
