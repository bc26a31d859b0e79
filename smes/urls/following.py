"""Addresses of an SME’s page behind its private link."""

from django.urls import URLPattern, path

from smes.views.following import data, page, steps

LINK = "expressions/<str:link>"

urlpatterns: list[URLPattern] = [
    path("expressions/lost-link/", steps.lost_link, name="expression_lost_link"),
    path(
        "expressions/address/<str:link>/",
        steps.confirm_address,
        name="expression_confirm_address",
    ),
    path(f"{LINK}/", page.expression, name="expression"),
    path(f"{LINK}/message/", page.message, name="expression_message"),
    path(f"{LINK}/file/", page.file, name="expression_add_file"),
    path(f"{LINK}/correct/", steps.correct, name="expression_correct"),
    path(f"{LINK}/withdraw/", steps.withdraw, name="expression_withdraw"),
    path(f"{LINK}/new-link/", steps.new_link, name="expression_new_link"),
    path(f"{LINK}/address/", steps.address, name="expression_address"),
    path(f"{LINK}/sign-in/", steps.sign_in, name="expression_sign_in"),
    path(f"{LINK}/data/", data.data, name="expression_data"),
    path(f"{LINK}/data/download/", data.download, name="expression_data_download"),
    path(f"{LINK}/data/erase/", data.erase, name="expression_erase"),
    path(f"{LINK}/consents/<int:pk>/", data.consent, name="expression_consent"),
]
