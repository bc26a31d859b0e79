"""Signing in, out, and choosing a new password."""

import re

import pytest
from django.core import mail
from django.urls import reverse

from partnership.models import User
from tests.factories import PASSWORD, RoleFactory, UserFactory
from tests.partnership.accounts.conftest import is_signed_in, said

pytestmark = pytest.mark.django_db

NEW = "quite-another-horse"
WRONG = "This e-mail address and password do not belong together. Check both and try again."


def test_a_person_signs_in_by_e_mail_and_password_and_comes_to_the_own_account(
    client, person, enter
):
    response = enter(client)
    assert response["Location"] == reverse("account")
    assert is_signed_in(client)


def test_the_case_of_the_address_does_not_matter(client, person, enter):
    enter(client, "ADA@Example.org")
    assert is_signed_in(client)


def test_signing_in_begins_a_new_session(client, person, enter):
    client.get(reverse("account_login"))
    session = client.session
    session["kept"] = "before"
    session.save()
    before = session.session_key
    enter(client)
    assert client.cookies["sessionid"].value != before


def test_the_session_ends_with_the_browser_unless_asked_otherwise(client, person, enter):
    enter(client)
    assert client.cookies["sessionid"]["max-age"] == ""
    client.logout()
    enter(client, remember="on")
    assert client.cookies["sessionid"]["max-age"] == 14 * 24 * 3600


def test_sign_in_leads_back_to_where_somebody_wanted_to_go(client, enter):
    role = RoleFactory(person__email="ada@example.org", person__confirmed=True)
    wanted = reverse("admin:partnership_partnership_change", args=[role.partnership.pk])
    to_admin = client.get(wanted)
    to_page = client.get(to_admin["Location"])
    assert to_page["Location"].startswith(reverse("account_login"))
    page = client.get(to_page["Location"])
    (given,) = set(re.findall(r'name="next" value="([^"]+)"', page.content.decode()))
    assert given == wanted
    assert enter(client, next=given)["Location"] == wanted


def test_sign_in_leads_to_no_other_host(client, person, enter):
    assert enter(client, next="https://evil.example/")["Location"] == reverse("account")


@pytest.mark.parametrize(
    ("email", "password"),
    [("ada@example.org", "wrong"), ("nobody@example.org", PASSWORD)],
)
def test_a_wrong_password_and_an_unknown_address_are_told_alike(
    client, person, enter, email, password
):
    response = enter(client, email, password)
    assert WRONG in said(response)
    assert f'value="{email}"' in response.content.decode()
    assert not is_signed_in(client)


def test_who_has_left_is_told_no_more_than_others(client, person, enter):
    User.objects.update(is_active=False)
    assert WRONG in said(enter(client))


def test_what_is_missing_is_told_by_name(client):
    text = said(client.post(reverse("account_login"), {"login": "no address"}))
    assert "Enter an e-mail address such as name@example.org." in text
    assert "Enter the password." in text


def test_nobody_signs_up(client):
    typed = {"email": "new@example.org", "password1": NEW, "password2": NEW}
    response = client.post(reverse("account_signup"), typed)
    assert "People join by invitation" in said(response)
    assert not User.objects.exists()


def test_an_administrator_made_at_the_command_line_signs_in_at_once(client, enter):
    User.objects.create_superuser("ada@example.org", PASSWORD)
    enter(client)
    assert client.get(reverse("admin:index")).status_code == 200


def test_who_was_entered_in_the_office_confirms_the_address_first(client, enter):
    UserFactory(email="ada@example.org")
    response = enter(client)
    assert response["Location"] == reverse("account_email_verification_sent")
    assert not is_signed_in(client)
    (message,) = mail.outbox
    assert message.to == ["ada@example.org"]
    (link,) = re.findall(r"http://127\.0\.0\.1:\d+(/account/confirm-email/\S+)", message.body)
    assert "Yes, confirm" in said(client.get(link))
    assert not is_signed_in(client)
    client.post(link)
    enter(client)
    assert is_signed_in(client)
    assert "This link counts no longer" in said(client.get(link))


def test_signing_out_is_a_post_and_ends_the_session(client, person, enter):
    enter(client)
    key = client.session.session_key
    assert "Sign out" in said(client.get(reverse("account_logout")))
    assert is_signed_in(client)
    client.post(reverse("account_logout"))
    assert not is_signed_in(client)
    assert not client.session.exists(key)


def test_the_navigation_tells_who_is_signed_in(client, person):
    assert "Ada" not in client.get("/").content.decode()
    client.force_login(person)
    page = client.get("/").content.decode()
    assert ">Ada</a>" in page
    assert f'<form method="post" action="{reverse("account_logout")}">' in page


def test_the_office_is_closed_to_those_without_a_role_and_says_so(client, person):
    client.force_login(person)
    wanted = client.get(reverse("admin:index"))
    assert client.get(wanted["Location"]).status_code == 403


def test_the_password_of_the_office_is_changed_in_the_account(client):
    client.force_login(UserFactory(administrator=True))
    response = client.get(reverse("admin:password_change"))
    assert response["Location"] == reverse("account_change_password")


# A new password ------------------------------------------------------------------------------


def reset_link(client, email="ada@example.org"):
    client.post(reverse("account_reset_password"), {"email": email})
    (link,) = re.findall(
        r"http://127\.0\.0\.1:\d+(/account/password/reset/key/\S+)", mail.outbox[-1].body
    )
    return link


def choose(client, link, first=NEW, second=NEW):
    form = client.get(link, follow=True)
    address = form.redirect_chain[-1][0] if form.redirect_chain else link
    return client.post(address, {"password1": first, "password2": second}, follow=True)


def test_a_forgotten_password_is_chosen_anew_by_a_link_that_counts_once(client, person, enter):
    link = reset_link(client)
    assert "Your password is changed" in said(choose(client, link))
    enter(client, password=NEW)
    assert is_signed_in(client)
    client.post(reverse("account_logout"))
    assert "This link counts no longer" in said(client.get(link, follow=True))


def test_a_link_of_before_a_change_of_the_password_counts_no_longer(client, person):
    link = reset_link(client)
    person.set_password(NEW)
    person.save()
    assert "This link counts no longer" in said(client.get(link, follow=True))


def test_a_new_password_is_typed_twice_and_not_easily_guessed(client, person):
    link = reset_link(client)
    assert "The two passwords are not the same." in said(choose(client, link, second="other"))
    assert "This password is too common." in said(choose(client, link, "password", "password"))
    person.refresh_from_db()
    assert person.check_password(PASSWORD)


def test_asking_for_a_new_password_tells_nobody_who_has_an_account(client, person):
    told = [
        client.post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in ("ada@example.org", "nobody@example.org")
    ]
    assert said(told[0]) == said(told[1])
    assert told[0].redirect_chain == told[1].redirect_chain
    to = {message.to[0]: message.body for message in mail.outbox}
    assert "There is no account with this address." in to["nobody@example.org"]


def test_a_mail_server_that_is_away_tells_nobody_who_has_an_account(client, person, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    told = [
        client.post(reverse("account_reset_password"), {"email": email}, follow=True)
        for email in ("ada@example.org", "nobody@example.org")
    ]
    assert [answer.status_code for answer in told] == [200, 200]
    assert said(told[0]) == said(told[1])


def test_a_reset_ends_every_session(client, person, enter, elsewhere):
    enter(elsewhere)
    choose(client, reset_link(client))
    assert not is_signed_in(elsewhere)


def test_a_change_of_the_password_ends_all_other_sessions_but_not_this_one(
    client, person, enter, elsewhere
):
    enter(client)
    enter(elsewhere)
    before = client.session.session_key
    typed = {"oldpassword": PASSWORD, "password1": NEW, "password2": NEW}
    client.post(reverse("account_change_password"), typed)
    assert is_signed_in(client)
    assert client.session.session_key != before
    assert not is_signed_in(elsewhere)
    assert "your password was changed" in mail.outbox[-1].body


def test_the_present_password_is_asked_for(client, person):
    client.force_login(person)
    typed = {"oldpassword": "wrong", "password1": NEW, "password2": NEW}
    text = said(client.post(reverse("account_change_password"), typed))
    assert "This is not your current password. Enter it again." in text


# The address ---------------------------------------------------------------------------------


def change_address(client, email="new@example.org"):
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client.post(reverse("account_email"), {"action_add": "", "email": email}, follow=True)


def test_a_new_address_counts_when_it_is_confirmed(client, person, enter):
    enter(client)
    change_address(client)
    person.refresh_from_db()
    assert person.email == "ada@example.org"
    (message,) = mail.outbox
    assert message.to == ["new@example.org"]
    (link,) = re.findall(r"http://127\.0\.0\.1:\d+(/account/confirm-email/\S+)", message.body)
    client.post(link)
    person.refresh_from_db()
    assert person.email == "new@example.org"
    assert mail.outbox[-1].to == ["ada@example.org"]
    client.post(reverse("account_logout"))
    enter(client, "ada@example.org")
    assert not is_signed_in(client)
    enter(client, "new@example.org")
    assert is_signed_in(client)


def test_the_address_of_another_person_is_not_taken_and_nobody_learns_of_it(client, person, enter):
    other = UserFactory(email="new@example.org")
    enter(client)
    text = said(change_address(client))
    assert "We have sent an e-mail to new@example.org." in text
    (link,) = re.findall(
        r"http://127\.0\.0\.1:\d+(/account/confirm-email/\S+)", mail.outbox[0].body
    )
    client.post(link)
    person.refresh_from_db()
    other.refresh_from_db()
    assert (person.email, other.email) == ("ada@example.org", "new@example.org")


def test_a_change_of_the_address_can_be_called_off(client, person, enter):
    enter(client)
    change_address(client)
    typed = {"action_remove": "", "email": "new@example.org"}
    client.post(reverse("account_email"), typed)
    assert "waits to be confirmed" not in said(client.get(reverse("account_email")))
    assert person.emailaddress_set.get().email == "ada@example.org"


def test_an_address_that_an_administrator_changed_is_confirmed_by_its_owner(client, person, enter):
    person.email = "new@example.org"
    person.save()
    person.forget_confirmed_address()
    response = enter(client, "new@example.org")
    assert response["Location"] == reverse("account_email_verification_sent")
    assert mail.outbox[-1].to == ["new@example.org"]


def test_the_own_name_is_changed_in_the_account(client, person):
    client.force_login(person)
    assert "Enter your name." in said(client.post(reverse("account"), {"name": " "}))
    client.post(reverse("account"), {"name": "Ada Example"})
    person.refresh_from_db()
    assert person.name == "Ada Example"
    assert person.history.latest().history_user == person


def test_every_e_mail_is_sent_as_text_and_html_with_the_same_links(client, person):
    link = reset_link(client)
    (message,) = mail.outbox
    ((html, kind),) = message.alternatives
    assert kind == "text/html"
    assert 'lang="en-gb"' in html
    assert f'{link}"' in html
    assert message.subject == "Choose a new password"
