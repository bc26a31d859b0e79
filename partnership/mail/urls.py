"""Addresses of the pages that show e-mails on the own machine."""

from django.urls import URLPattern, path

from partnership.mail import views

urlpatterns: list[URLPattern] = [
    path("", views.emails, name="emails"),
    path("send/", views.send_now, name="emails_send"),
    path("<str:name>/", views.email, name="email"),
    path("<str:name>/html/", views.email_html, name="email_html"),
    path("<str:name>/files/<int:number>/", views.email_file, name="email_file"),
]
