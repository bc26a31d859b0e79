from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path

from config.observability.policy import report as policy_report
from website.views.security import security_txt

urlpatterns = [
    path(".well-known/security.txt", security_txt, name="security_txt"),
    path("csp-report/", policy_report, name="policy_report"),
    path("admin/reporting/findings/", include("reporting.admin.urls")),
    path("admin/saved-filters/", include("partnership.admin.urls")),
    path("admin/workbooks/", include("exchange.urls")),
    path("admin/smes/expression/", include("smes.urls.office")),
    path("admin/background/", include("config.observability.background.urls")),
    path("admin/", admin.site.urls),
    path("account/data/", include("partnership.privacy.urls")),
    path("account/contact/", include("gateways.urls")),
    path("account/", include("partnership.accounts.urls")),
    path("emails/", include("partnership.mail.urls")),
    path("api/", include("config.api_urls")),
    path("", include("smes.urls.reviewing")),
    path("", include("smes.urls.support_office")),
    path("", include("events.urls.office")),
    path("", include("reporting.urls")),
    # Only these exist in other languages; whatever has no prefix is English for everybody.
    *i18n_patterns(
        path("", include("smes.urls.translated")),
        path("", include("events.urls.translated")),
        path("", include("website.urls")),
        prefix_default_language=False,
    ),
]

handler400 = "config.observability.pages.bad_request"
handler403 = "reporting.views.errors.forbidden"
handler404 = "reporting.views.errors.not_found"
handler429 = "partnership.accounts.views.limits.too_many"
handler500 = "config.observability.pages.server_error"
