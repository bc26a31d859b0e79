"""The pages that show e-mails on the own machine, and nowhere else."""

import pytest
from django.urls import reverse

from partnership.mail.posting import Attachment, post_email
from partnership.models import Email
from tests.factories import EmailFactory, UserFactory

pytestmark = pytest.mark.django_db

PAGES = ("email", "email_html")


@pytest.fixture
def here(settings, tmp_path):
    settings.EMAIL_PAGES = True
    settings.EMAIL_BACKEND = "partnership.mail.folder.FolderBackend"
    settings.EMAILS_DIR = tmp_path / "emails"


def post(**changes):
    return post_email(
        **{
            "kind": "partnership.example",
            "to": "ada@example.org",
            "template": "account/message",
            "context": {"message": "Open https://example.org/a?b=1&c=2 please."},
            "subject": "Ünïcode & a <b>letter</b>",
            "reason": "You asked for it.",
            **changes,
        }
    )


def test_an_empty_folder_says_so(client, here):
    assert "Nothing was sent yet." in client.get(reverse("emails")).content.decode()


def test_an_e_mail_is_listed_and_shown_with_text_and_files(client, here):
    email = post(attachments=[Attachment("Reçu.pdf", "application/pdf", b"%PDF-1.4")])
    address = reverse("email", args=[email.message_id])
    listed = client.get(reverse("emails")).content.decode()
    assert f'href="{address}">Ünïcode &amp; a &lt;b&gt;letter&lt;/b&gt;</a>' in listed
    shown = client.get(address).content.decode()
    assert 'href="https://example.org/a?b=1&amp;c=2"' in shown
    assert 'sandbox="allow-popups allow-popups-to-escape-sandbox"' in shown
    assert "Reçu.pdf" in shown
    file = client.get(reverse("email_file", args=[email.message_id, 1]))
    assert (file.content, file["X-Content-Type-Options"]) == (b"%PDF-1.4", "nosniff")
    assert file["Content-Disposition"].startswith("attachment")
    assert client.get(reverse("email_file", args=[email.message_id, 2])).status_code == 404


def test_the_html_has_a_policy_of_its_own_that_allows_no_script(client, here):
    email = post()
    shown = client.get(reverse("email_html", args=[email.message_id]))
    policy = shown["Content-Security-Policy"]
    assert "default-src 'none'" in policy
    assert "sandbox allow-popups allow-popups-to-escape-sandbox" in policy
    assert "script-src" not in policy
    assert shown["X-Frame-Options"] == "SAMEORIGIN"
    assert '<base target="_blank">' in shown.content.decode()


@pytest.mark.parametrize("name", ["nothing@localhost", "..", ".draft-1", "%2e%2e%2fportal", "a b"])
def test_what_is_no_e_mail_of_the_folder_is_not_found(client, here, name):
    post()
    for page in PAGES:
        assert client.get(
            f"/emails/{name}/{'html/' if page == 'email_html' else ''}"
        ).status_code in (301, 404)


def test_what_waits_is_told_and_sent_on_demand(client, here):
    EmailFactory.create_batch(2)
    assert "2 e-mails wait to be sent." in client.get(reverse("emails")).content.decode()
    assert client.get(reverse("emails_send")).status_code == 405
    shown = client.post(reverse("emails_send"), follow=True).content.decode()
    assert "2 e-mails sent." in shown
    assert set(Email.objects.values_list("state", flat=True)) == {"sent"}


def test_the_list_costs_the_same_for_one_e_mail_and_for_three(
    client, here, django_assert_num_queries
):
    post()
    with django_assert_num_queries(2):  # what waits, and the texts at the foot
        client.get(reverse("emails"))
    post(subject="Two")
    post(subject="Three")
    with django_assert_num_queries(2):
        client.get(reverse("emails"))


@pytest.mark.parametrize(
    "elsewhere",
    [{"EMAIL_PAGES": False}, {"EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend"}],
)
def test_there_is_no_such_page_where_mail_really_leaves(client, here, settings, elsewhere):
    email = post()
    for name, value in elsewhere.items():
        setattr(settings, name, value)
    client.force_login(UserFactory(administrator=True))
    name = email.message_id
    for address in (reverse("emails"), *(reverse(page, args=[name]) for page in PAGES)):
        assert client.get(address).status_code == 404
    assert client.get(reverse("email_file", args=[name, 1])).status_code == 404
    assert client.post(reverse("emails_send")).status_code == 404
