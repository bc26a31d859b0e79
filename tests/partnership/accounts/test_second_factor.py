"""Authenticator apps, recovery codes, and who needs a second factor."""

import base64
import re

import pytest
import time_machine
from allauth.mfa.models import Authenticator
from django.core import mail
from django.urls import reverse

from partnership.models import Email
from tests.factories import PASSWORD, RoleFactory, UserFactory
from tests.partnership.accounts.conftest import is_signed_in, passkey_of, said, set_up_app
from tests.partnership.accounts.totp import code_for

pytestmark = pytest.mark.django_db

WRONG = "This code is not right, or was used already. Enter the one that is shown now."
NOT_THE_LAST = (
    "Your role needs a second factor, and this is your last one. Set up another one first."
)


def test_codes_are_those_of_the_standard():
    """The last six digits of the values in RFC 6238, appendix B, for SHA-1."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    values = {59: "287082", 1111111109: "081804", 1234567890: "005924", 20000000000: "353130"}
    assert {at: code_for(secret, at) for at in values} == values


@pytest.fixture
def required(settings):
    settings.MFA_REQUIRED = True


@pytest.fixture
def coordinator():
    return RoleFactory(person__email="ada@example.org", person__confirmed=True).person


def recovery_codes(client):
    page = client.get(reverse("mfa_view_recovery_codes")).content.decode()
    return re.findall(r"<li><code>(\d+)</code></li>", page)


@pytest.fixture
def clock():
    """A clock that stands still until it is moved: a code counts for half a minute."""
    with time_machine.travel("2026-11-20T10:00:00Z", tick=False) as moved:
        yield moved


# Setting up ----------------------------------------------------------------------------------


def test_with_an_app_the_password_alone_signs_nobody_in(client, person, enter, clock):
    enter(client)
    secret = set_up_app(client)
    client.post(reverse("account_logout"))
    clock.shift(60)
    response = enter(client)
    assert response["Location"] == reverse("mfa_authenticate")
    assert not is_signed_in(client)
    refused = client.post(reverse("mfa_authenticate"), {"code": "000000"})
    assert WRONG in said(refused)
    client.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
    assert is_signed_in(client)


def test_a_code_counts_once(client, person, enter, clock, elsewhere):
    enter(client)
    secret = set_up_app(client)
    clock.shift(60)
    for browser, works in ((elsewhere, True), (client, False)):
        browser.post(reverse("account_logout"))
        enter(browser)
        browser.post(reverse("mfa_authenticate"), {"code": code_for(secret)})
        assert is_signed_in(browser) is works


def test_a_code_of_another_time_is_refused(client, person, enter, clock):
    enter(client)
    secret = set_up_app(client)
    client.post(reverse("account_logout"))
    enter(client)
    late = code_for(secret, 1_000_000_000)
    assert WRONG in said(client.post(reverse("mfa_authenticate"), {"code": late}))


def test_a_wrong_first_code_sets_up_nothing_and_keeps_the_key(client, person, enter):
    enter(client)
    page = client.get(reverse("mfa_activate_totp")).content.decode()
    refused = client.post(reverse("mfa_activate_totp"), {"code": "000000"}).content.decode()
    keys = [re.findall(r"<code>([A-Z2-7]{16,})</code>", shown) for shown in (page, refused)]
    assert keys[0] == keys[1] != []
    assert not Authenticator.objects.exists()


def test_each_recovery_code_counts_once_in_place_of_the_app(client, person, enter):
    enter(client)
    set_up_app(client)
    codes = recovery_codes(client)
    assert len(set(codes)) == 10
    for works in (True, False):
        client.post(reverse("account_logout"))
        enter(client)
        client.post(reverse("mfa_authenticate"), {"code": codes[0]})
        assert is_signed_in(client) is works


def test_new_recovery_codes_end_the_earlier_ones(client, person, enter):
    enter(client)
    set_up_app(client)
    before = recovery_codes(client)
    client.post(reverse("mfa_generate_recovery_codes"))
    after = recovery_codes(client)
    assert set(before).isdisjoint(after)
    assert "new recovery codes were made" in mail.outbox[-1].body
    file = client.get(reverse("mfa_download_recovery_codes"))
    assert re.findall(r"^\d+$", file.content.decode(), re.MULTILINE) == after
    assert file["Content-Disposition"] == 'attachment; filename="recovery-codes.txt"'


def test_secrets_are_not_kept_as_they_are(client, person, enter, settings):
    enter(client)
    secret = set_up_app(client)
    app = Authenticator.objects.get(type="totp")
    assert secret not in str(app.data)
    assert app.wrap().validate_code(code_for(secret))


def test_a_new_key_of_the_portal_reads_what_was_kept_under_the_old_one(
    client, person, enter, settings, clock
):
    enter(client)
    secret = set_up_app(client)
    app = Authenticator.objects.get(type="totp")
    settings.SECRET_KEY, old = "another key", settings.SECRET_KEY
    clock.shift(60)
    for of_nobody in (code_for("A" * 32), code_for(secret)):
        assert not app.wrap().validate_code(of_nobody)
    settings.SECRET_KEY_FALLBACKS = [old]
    assert app.wrap().validate_code(code_for(secret))


def test_the_owner_is_told_of_every_change_by_e_mail(client, person, enter):
    enter(client)
    set_up_app(client)
    assert "an authenticator app was set up" in mail.outbox[-1].body
    client.post(reverse("mfa_deactivate_totp"))
    assert "the authenticator app was removed" in mail.outbox[-1].body
    assert not Authenticator.objects.exists()


def test_an_old_session_is_asked_again_before_a_grave_change(client, person, enter, clock):
    enter(client)
    clock.shift(6 * 60)
    for name in ("mfa_activate_totp", "mfa_add_webauthn"):
        response = client.get(reverse(name))
        assert response["Location"] == f"{reverse('account_reauthenticate')}?next=" + reverse(
            name
        ).replace("/", "%2F")
    refused = client.post(reverse("account_reauthenticate"), {"password": "wrong"})
    assert "This is not your password. Enter it again." in said(refused)
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


# Who needs one -------------------------------------------------------------------------------

SOMEWHERE = ["home", "admin:index", "account", "downloads", "usersessions_list", "account_email"]


@pytest.mark.parametrize("name", SOMEWHERE)
def test_a_coordinator_without_a_second_factor_gets_nowhere_else(
    client, required, coordinator, enter, name
):
    enter(client)
    response = client.get(reverse(name))
    assert response["Location"] == reverse("mfa_index")
    text = said(client.get(response["Location"]))
    assert "Set up a second factor to go on. Your role reaches the records of others" in text


def test_an_administrator_without_a_second_factor_changes_nothing(client, required):
    client.force_login(UserFactory(administrator=True))
    role = RoleFactory()
    response = client.post(
        reverse("admin:partnership_role_delete", args=[role.pk]), {"post": "yes"}
    )
    assert response["Location"] == reverse("mfa_index")
    role.refresh_from_db()


@pytest.mark.parametrize("method", ["get", "post", "head", "options"])
def test_programs_are_told_in_the_api(client, required, coordinator, method):
    client.force_login(coordinator)
    response = getattr(client, method)(reverse("api-partnership-list"))
    assert response.status_code == 403
    assert method == "head" or response.json() == {
        "detail": "Your role needs a second factor, and you have set up none. Open the portal in a browser "
        "and set one up."
    }


def test_the_api_takes_no_password_in_place_of_a_session(client, coordinator):
    typed = base64.b64encode(f"{coordinator.email}:{PASSWORD}".encode()).decode()
    header = {"HTTP_AUTHORIZATION": f"Basic {typed}"}
    response = client.post(reverse("api-partnership-list"), **header)
    assert response.status_code == 403
    assert response.json() == {"detail": "Authentication credentials were not provided."}


def test_with_a_second_factor_the_way_is_free(client, required, coordinator, enter):
    enter(client)
    set_up_app(client)
    for name in SOMEWHERE:
        assert client.get(reverse(name)).status_code == 200, name


def test_those_whose_role_does_not_need_one_are_not_asked(client, required, person):
    client.force_login(person)
    assert client.get("/").status_code == 200
    officer = RoleFactory(kind="project officer").person
    client.force_login(officer)
    assert client.get(reverse("admin:index")).status_code == 200


def test_where_it_is_not_required_nobody_is_asked(client, coordinator):
    client.force_login(coordinator)
    assert client.get(reverse("admin:index")).status_code == 200


def test_who_gets_a_role_that_needs_one_is_asked_at_the_next_page(client, required, person):
    client.force_login(person)
    assert client.get("/").status_code == 200
    RoleFactory(person=person)
    assert client.get("/")["Location"] == reverse("mfa_index")


def test_leaving_is_always_possible(client, required, coordinator, enter):
    enter(client)
    client.post(reverse("account_logout"))
    assert client.get("/").status_code == 200


def test_the_last_factor_cannot_be_removed_while_it_is_needed(client, required, coordinator, enter):
    enter(client)
    set_up_app(client)
    assert NOT_THE_LAST in said(client.get(reverse("mfa_deactivate_totp")))
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(type="totp").exists()


def test_the_last_passkey_cannot_be_removed_while_it_is_needed(
    client, required, coordinator, enter
):
    enter(client)
    set_up_app(client)
    passkey = passkey_of(coordinator)
    address = reverse("mfa_remove_webauthn", args=[passkey.pk])
    Authenticator.objects.filter(type="totp").delete()
    for ask in (client.get, client.post):
        assert ask(address)["Location"] == reverse("mfa_index")
    assert NOT_THE_LAST in said(client.get(reverse("mfa_index")))
    assert Authenticator.objects.filter(pk=passkey.pk).exists()


def test_one_of_two_factors_can_be_removed(client, required, coordinator, enter):
    enter(client)
    set_up_app(client)
    passkey = passkey_of(coordinator)
    client.post(reverse("mfa_remove_webauthn", args=[passkey.pk]))
    assert list(Authenticator.objects.values_list("type", flat=True).order_by("type")) == [
        "recovery_codes",
        "totp",
    ]


def test_a_passkey_of_another_person_is_like_none(client, person, enter):
    foreign = passkey_of(UserFactory())
    enter(client)
    for name in ("mfa_remove_webauthn", "mfa_edit_webauthn"):
        for pk in (foreign.pk, 999):
            assert client.get(reverse(name, args=[pk])).status_code == 404
    assert Authenticator.objects.filter(pk=foreign.pk).exists()


# After a lost device -------------------------------------------------------------------------


@pytest.fixture
def administrator(client):
    boss = UserFactory(administrator=True, name="Boss", email="boss@example.org")
    client.force_login(boss)
    return boss


def test_an_administrator_resets_the_factors_of_a_person_with_a_reason(
    client, person, enter, elsewhere, administrator
):
    enter(elsewhere)
    set_up_app(elsewhere)
    address = reverse("admin:partnership_user_second_factor", args=[person.pk])
    assert (
        address
        in client.get(reverse("admin:partnership_user_change", args=[person.pk])).content.decode()
    )
    assert "Enter the reason." in client.post(address, {"reason": " "}).content.decode()
    assert Authenticator.objects.filter(user=person).exists()
    client.post(address, {"reason": "Telephone lost, called back"})
    assert not Authenticator.objects.filter(user=person).exists()
    assert not is_signed_in(elsewhere)
    version = person.history.latest()
    assert version.history_change_reason == "Second factor reset: Telephone lost, called back"
    assert version.history_user == administrator
    assert mail.outbox[-1].to == ["ada@example.org"]
    assert "Boss, an administrator of the portal, has reset your second factor" in (
        mail.outbox[-1].body
    )
    enter(elsewhere)
    assert is_signed_in(elsewhere)


def test_a_reset_is_done_even_if_the_mail_server_is_away(client, person, administrator, settings):
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    passkey_of(person)
    address = reverse("admin:partnership_user_second_factor", args=[person.pk])
    client.post(address, {"reason": "Lost"})
    assert Email.objects.about(person).get().state == "waiting"
    assert not Authenticator.objects.filter(user=person).exists()


@pytest.mark.parametrize("kind", ["coordinator", "project officer"])
def test_nobody_but_administrators_resets_factors(client, person, kind):
    passkey_of(person)
    role = RoleFactory(person=person)
    client.force_login(RoleFactory(partnership=role.partnership, kind=kind).person)
    address = reverse("admin:partnership_user_second_factor", args=[person.pk])
    assert client.post(address, {"reason": "Lost"}).status_code == 403
    assert Authenticator.objects.filter(user=person).exists()
