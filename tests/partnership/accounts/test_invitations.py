"""Inviting people to roles, and accepting."""

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.core.signing import Signer
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from partnership.exceptions import InvitationFailed
from partnership.mail.recovery import send_waiting
from partnership.models import Email, Invitation, Role, User
from partnership.services import (
    accept_invitation,
    deliver_invitation,
    invite_person,
    revoke_invitation,
)
from tests.factories import (
    PASSWORD,
    InvitationFactory,
    MembershipFactory,
    PartnershipFactory,
    ProgrammeFactory,
    RoleFactory,
    UserFactory,
)
from tests.office import errors, page, send
from tests.partnership.accounts.conftest import is_signed_in, said

pytestmark = pytest.mark.django_db

LIST, ADD = page(Invitation, "changelist"), page(Invitation, "add")
JOIN = {"name": "Ada", "password1": PASSWORD, "password2": PASSWORD}


@pytest.fixture
def coordinator():
    return RoleFactory(person__email="boss@example.org", person__name="Boss")


def invited(**fields):
    """An invitation that was sent, and the address of its link."""
    invitation = InvitationFactory(**{"email": "ada@example.org", **fields})
    deliver_invitation(invitation=invitation, by=invitation.invited_by)
    return invitation, link_in(mail.outbox[-1])


def link_in(message):
    (link,) = re.findall(r"http://127\.0\.0\.1:\d+(/account/invitation/\S+)", message.body)
    return link


def token_of(link):
    return link.rstrip("/").rpartition("/")[2]


# Inviting ------------------------------------------------------------------------------------


def test_a_coordinator_invites_a_person_in_the_office(client, coordinator):
    member = MembershipFactory(partnership=coordinator.partnership)
    client.force_login(coordinator.person)
    response = send(
        client,
        ADD,
        email="Ada@Example.org",
        kind="partner",
        partnership=str(coordinator.partnership.pk),
        cluster=str(member.cluster.pk),
    )
    assert response["Location"] == LIST
    invitation = Invitation.objects.get()
    assert invitation.email == "ada@example.org"
    assert invitation.invited_by == coordinator.person
    assert invitation.expires_at - invitation.sent_at > timedelta(days=13, hours=23)
    (message,) = mail.outbox
    assert message.to == ["ada@example.org"]
    assert "Boss invites you to the Cluster partnership portal." in message.body
    assert (
        f"Your role: Partner staff for {member.cluster.short_name}, {coordinator.partnership}"
        in message.body
    )
    ((html, _),) = message.alternatives
    assert f'{link_in(message)}"' in html
    page_of_list = client.get(LIST).content.decode()
    assert "The e-mail to ada@example.org is on its way." in page_of_list
    assert "Waiting for an answer" in page_of_list


def test_the_token_of_a_link_is_kept_nowhere():
    invitation, link = invited()
    token = Signer(sep="~", salt="partnership.invitation").unsign(token_of(link)).partition(".")[2]
    assert len(token) > 40
    invitation.refresh_from_db()
    kept = str([*Invitation.objects.values(), *Invitation.history.values()])
    assert token not in kept
    assert invitation.token_digest != ""
    assert invitation.token_digest not in str(list(Invitation.history.values()))


def test_a_mail_server_that_is_away_leaves_the_e_mail_waiting_and_it_is_sent_later(
    client, coordinator, settings
):
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    client.force_login(coordinator.person)
    typed = {"kind": "coordinator", "partnership": str(coordinator.partnership.pk)}
    send(client, ADD, email="ada@example.org", **typed)
    assert "The e-mail to ada@example.org is on its way." in client.get(LIST).content.decode()
    (email,) = Email.objects.about(Invitation.objects.get())
    assert (email.state, email.attempts) == ("waiting", 1)
    assert email.last_error == "The mail server cannot be reached: Connection refused"
    settings.EMAIL_BACKEND = backend
    Email.objects.update(next_attempt_at=timezone.now())
    assert send_waiting() == 1
    assert client.get(link_in(mail.outbox[-1])).status_code == 200


def test_sent_again_the_e_mail_with_the_earlier_link_is_sent_no_more(client, settings):
    invitation, _ = invited()
    backend = settings.EMAIL_BACKEND
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 9
    deliver_invitation(invitation=invitation, by=invitation.invited_by)
    settings.EMAIL_BACKEND = backend
    deliver_invitation(invitation=invitation, by=invitation.invited_by)
    assert [email.state for email in Email.objects.about(invitation)] == ["sent", "sent"]
    Email.objects.update(next_attempt_at=None)
    assert send_waiting() == 0
    assert len(mail.outbox) == 2


def test_nothing_is_sent_when_the_invitation_is_not_kept(coordinator):
    invitation = InvitationFactory.build(
        partnership=coordinator.partnership, invited_by=None, email="ada@example.org"
    )

    @transaction.atomic
    def invite_and_fail():
        invite_person(invitation=invitation, by=coordinator.person)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        invite_and_fail()
    assert mail.outbox == []
    assert not Invitation.objects.exists()


def test_what_is_sent_again_has_a_new_link_and_the_earlier_one_ends(client):
    invitation, first = invited()
    deliver_invitation(invitation=invitation, by=invitation.invited_by)
    second = link_in(mail.outbox[-1])
    refused = client.get(first)
    assert refused.status_code == 410
    assert "A newer invitation was sent to you since." in said(refused)
    assert client.get(second).status_code == 200


def test_a_role_that_the_person_has_is_not_offered(client, coordinator):
    held = RoleFactory(partnership=coordinator.partnership, person__email="ada@example.org")
    client.force_login(coordinator.person)
    typed = {"kind": "coordinator", "partnership": str(held.partnership.pk)}
    refused = send(client, ADD, email="ADA@example.org", **typed)
    assert errors(refused) == {"email": ["This person has this role already."]}


def test_a_cluster_that_is_no_member_is_refused(client, coordinator):
    stranger = MembershipFactory().cluster
    client.force_login(UserFactory(administrator=True))
    typed = {"kind": "partner", "partnership": str(coordinator.partnership.pk)}
    refused = send(client, ADD, email="ada@example.org", cluster=str(stranger.pk), **typed)
    assert list(errors(refused)) == ["cluster"]


def test_an_invitation_is_revoked_on_its_page(client, coordinator):
    invitation, link = invited(partnership=coordinator.partnership)
    client.force_login(coordinator.person)
    step = reverse("admin:partnership_invitation_revoke", args=[invitation.pk])
    own = client.get(page(Invitation, "change", invitation.pk)).content.decode()
    assert step in own
    client.post(step)
    client.logout()
    refused = client.get(link)
    assert refused.status_code == 410
    assert "This invitation was taken back." in said(refused)
    with pytest.raises(
        InvitationFailed, match=r"ada@example\.org: revoked, so it cannot be sent\."
    ):
        deliver_invitation(invitation=invitation, by=coordinator.person)


def test_several_invitations_are_sent_again_or_revoked_from_the_list(client, coordinator):
    chosen = [InvitationFactory(partnership=coordinator.partnership).pk for _ in range(2)]
    client.force_login(coordinator.person)
    client.post(LIST, {"action": "send_again", "_selected_action": chosen})
    assert len(mail.outbox) == 2
    client.post(LIST, {"action": "revoke", "_selected_action": chosen})
    assert {invitation.state for invitation in Invitation.objects.all()} == {"revoked"}
    assert "2 invitations revoked." in client.get(LIST).content.decode()


def test_the_list_of_roles_leads_to_an_invitation(client, coordinator):
    client.force_login(coordinator.person)
    shown = client.get(page(Role, "changelist")).content.decode()
    assert f'href="{ADD}">Invite a person</a>' in shown


def test_invitations_are_listed_by_their_state(client):
    waiting, expired, revoked, accepted = [invited(email=f"{n}@example.org")[0] for n in range(4)]
    unsent = InvitationFactory()
    now = timezone.now()
    Invitation.objects.filter(pk=expired.pk).update(expires_at=now)
    Invitation.objects.filter(pk=revoked.pk).update(revoked_at=now)
    Invitation.objects.filter(pk=accepted.pk).update(accepted_at=now)
    client.force_login(UserFactory(administrator=True))
    states = {
        "waiting": waiting,
        "expired": expired,
        "revoked": revoked,
        "accepted": accepted,
        "not sent": unsent,
    }
    for state, invitation in states.items():
        rows = list(client.get(LIST, {"state": state}).context["cl"].queryset)
        assert [(row.pk, row.state) for row in rows] == [(invitation.pk, state)]


# Who may invite ------------------------------------------------------------------------------


def test_a_coordinator_invites_to_the_own_partnership_only(client, coordinator):
    other = PartnershipFactory()
    client.force_login(coordinator.person)
    refused = send(
        client, ADD, email="ada@example.org", kind="coordinator", partnership=str(other.pk)
    )
    assert refused.status_code == 200
    foreign = InvitationFactory.build(partnership=other, invited_by=None)
    with pytest.raises(InvitationFailed, match="Only those who may give this role"):
        invite_person(invitation=foreign, by=coordinator.person)
    assert not Invitation.objects.exists()
    assert mail.outbox == []


def test_a_coordinator_sees_and_revokes_no_foreign_invitation(client, coordinator):
    foreign, _ = invited()
    client.force_login(coordinator.person)
    assert "ada@example.org" not in client.get(LIST).content.decode()
    for step in ("send", "revoke"):
        address = reverse(f"admin:partnership_invitation_{step}", args=[foreign.pk])
        assert client.get(address).status_code == client.post(address).status_code == 404
    for do in (deliver_invitation, revoke_invitation):
        with pytest.raises(InvitationFailed, match="Only those who may give this role"):
            do(invitation=foreign, by=coordinator.person)
    foreign.refresh_from_db()
    assert foreign.state == "waiting"


def test_a_coordinator_does_not_invite_to_a_whole_programme(coordinator):
    offered = InvitationFactory.build(
        kind="project officer", partnership=None, programme=ProgrammeFactory(), invited_by=None
    )
    with pytest.raises(InvitationFailed):
        invite_person(invitation=offered, by=coordinator.person)


@pytest.mark.parametrize("kind", ["partner", "project officer"])
def test_others_invite_nobody(client, kind):
    member = MembershipFactory()
    cluster = member.cluster if kind == "partner" else None
    role = RoleFactory(kind=kind, partnership=member.partnership, cluster=cluster)
    invitation = InvitationFactory(partnership=member.partnership)
    client.force_login(role.person)
    assert [client.get(address).status_code for address in (LIST, ADD)] == [403, 403]
    step = reverse("admin:partnership_invitation_revoke", args=[invitation.pk])
    assert client.post(step).status_code in (403, 404)


def test_anonymous_visitors_are_led_to_sign_in(client):
    invitation = InvitationFactory()
    for address in (LIST, ADD, reverse("admin:partnership_invitation_send", args=[invitation.pk])):
        assert client.post(address)["Location"].startswith(reverse("admin:login"))
    assert mail.outbox == []


# Accepting -----------------------------------------------------------------------------------


def test_a_new_person_accepts_with_name_and_password_and_is_signed_in(client):
    invitation, link = invited()
    text = said(client.get(link))
    assert "Coordinator" in text
    assert str(invitation.partnership) in text
    response = client.post(link, JOIN)
    assert response["Location"] == reverse("account")
    welcome = said(client.get(reverse("account")))
    assert f"Welcome. You are now: Coordinator, {invitation.partnership}." in welcome
    ada = User.objects.get(email="ada@example.org")
    assert (ada.name, ada.check_password(PASSWORD)) == ("Ada", True)
    role = ada.roles.get()
    assert (role.kind, role.partnership) == ("coordinator", invitation.partnership)
    assert is_signed_in(client)
    assert ada.emailaddress_set.get().verified
    invitation.refresh_from_db()
    assert (invitation.state, invitation.accepted_by) == ("accepted", ada)


def test_looking_at_an_invitation_does_not_use_it(client):
    invitation, link = invited()
    for _ in range(2):
        assert client.get(link).status_code == 200
    invitation.refresh_from_db()
    assert invitation.state == "waiting"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"name": ""}, "Enter your name."),
        ({"password2": "another"}, "The two passwords are not the same. Type both again."),
        ({"password1": "password", "password2": "password"}, "This password is too common."),
        ({"password1": "ada@example.org", "password2": "ada@example.org"}, "too similar"),
    ],
)
def test_what_is_missing_or_weak_is_told_and_nothing_typed_is_lost(client, changes, message):
    _, link = invited()
    response = client.post(link, {**JOIN, **changes})
    assert message in said(response)
    assert changes.get("name", "Ada") in response.content.decode()
    assert not User.objects.filter(email="ada@example.org").exists()


def test_a_link_counts_once(client, elsewhere):
    _, link = invited()
    client.post(link, JOIN)
    for ask in (elsewhere.get(link), elsewhere.post(link, JOIN)):
        assert ask.status_code == 410
        assert "This invitation has been accepted already." in said(ask)
    assert Role.objects.count() == 1


def test_an_existing_person_signs_in_and_accepts(client, person, enter):
    invitation, link = invited()
    text = said(client.get(link))
    assert "You have an account already. Sign in to accept." in text
    assert client.post(link, JOIN).status_code == 200
    assert not Role.objects.exists()
    response = enter(client, next=link)
    assert response["Location"] == link
    client.post(link)
    assert person.roles.get().partnership == invitation.partnership
    person.refresh_from_db()
    assert person.name == "Ada"


def test_an_invitation_is_for_its_own_address_only(client):
    _, link = invited()
    other = UserFactory(email="eve@example.org")
    client.force_login(other)
    text = said(client.get(link))
    assert "This invitation is for ada@example.org; you are signed in as eve@example.org." in text
    refused = client.post(link)
    assert "Sign out, and sign in with that address." in said(refused)
    assert not other.roles.exists()


def test_who_has_left_does_not_come_back_by_an_invitation(client, person, enter):
    User.objects.filter(pk=person.pk).update(is_active=False)
    _, link = invited()
    assert "The account of ada@example.org is closed." in said(client.get(link))
    client.post(link, JOIN)
    assert not Role.objects.exists()


def test_an_expired_invitation_says_so_and_can_be_sent_again(client):
    invitation, link = invited()
    Invitation.objects.update(expires_at=timezone.now())
    refused = client.post(link, JOIN)
    assert refused.status_code == 410
    assert "This invitation has expired. Ask the person who invited you to send it again." in said(
        refused
    )
    deliver_invitation(invitation=invitation, by=invitation.invited_by)
    assert client.get(link_in(mail.outbox[-1])).status_code == 200


@pytest.mark.parametrize("link", ["abc", "1.abc~def", "", "9" * 40])
def test_a_link_that_was_never_made_here_is_told_like_no_invitation(client, link):
    invited()
    response = client.get(f"/account/invitation/{link or 'x'}/")
    assert response.status_code == 404
    assert "This is no invitation of this portal." in said(response)


def test_a_link_with_another_number_is_none_of_this_portal(client):
    first, link = invited()
    second, _ = invited(email="eve@example.org")
    forged = token_of(link).replace(f"{first.pk}.", f"{second.pk}.", 1)
    assert client.get(reverse("invitation", args=[forged])).status_code == 404


def test_an_invitation_ends_with_the_right_of_whoever_invited(client, coordinator):
    invited_by = coordinator.person
    _, link = invited(partnership=coordinator.partnership, invited_by=invited_by)
    coordinator.delete()
    refused = client.post(link, JOIN)
    assert refused.status_code == 410
    assert "Whoever invited you may give this role no more." in said(refused)
    assert not User.objects.filter(email="ada@example.org").exists()


def test_a_role_that_was_given_meanwhile_is_not_given_twice(client, person):
    invitation, link = invited()
    RoleFactory(person=person, partnership=invitation.partnership)
    client.force_login(person)
    client.post(link)
    assert person.roles.count() == 1


def test_who_accepts_and_needs_a_second_factor_is_led_to_it(client, settings):
    settings.MFA_REQUIRED = True
    _, link = invited()
    response = client.post(link, JOIN, follow=True)
    assert response.redirect_chain[-1][0] == reverse("mfa_index")
    assert "Set up a second factor to go on." in said(response)
    assert client.get(reverse("mfa_activate_totp")).status_code == 200


def test_the_history_tells_who_invited_and_who_accepted(client, coordinator):
    invitation, link = invited(partnership=coordinator.partnership)
    client.post(link, JOIN)
    states = [version.accepted_at is not None for version in invitation.history.order_by("pk")]
    assert states[0] is False
    assert states[-1] is True


def test_two_who_accept_at_once_get_one_account():
    _, link = invited()
    accept_invitation(link=token_of(link), person=None, name="Ada", password=PASSWORD)
    with pytest.raises(InvitationFailed, match="accepted already"):
        accept_invitation(link=token_of(link), person=None, name="Eve", password=PASSWORD)
