"""Erasing an SME at its request: what counts stays, by a company that is no longer named.

An expression that was never received leaves nothing. Of one that was received the row stays with
its reference, state, markets and services, and its steps, scores, handovers and consents, so that
figures and decisions hold; names, addresses, words and files go, also from the history. The company
of a support case that was agreed stays in the directory, counted and hidden from the public; one
that was entered for this expression alone goes.
"""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from gateways.models import Contact
from partnership.choices import Confidentiality
from partnership.mail.forgetting import forget_address
from partnership.models import Email
from partnership.privacy.personal import forget_rows
from smes.choices import ExpressionState, HandoverState, Party, SupportState
from smes.emails.following import post_erased, post_erased_to_partner
from smes.models import Company, Expression, ExpressionFile
from smes.services.caretakers import caretakers_of
from smes.services.states import lock_expression, may_follow, move_expression

ERASED = "Erased at the company’s request."
EMPTIED: dict[str, Any] = {
    "company_name": "Erased",
    "city": "",
    "website": "",
    "registration_number": "",
    "profile": "",
    "sector": "",
    "headcount": None,
    "turnover": None,
    "balance_sheet_total": None,
    "figures_year": None,
    "ownership": "",
    "contact_name": "",
    "contact_function": "",
    "phone": "",
    "seeks": "",
    "eligibility_note": ERASED,
    "typed": {},
}
"""What stands in the fields of an erased expression."""


@transaction.atomic
def erase_expression(*, expression: Expression) -> None:
    """Erase an SME as far as it is known by this expression, and tell it; safe to run twice.

    All of its private links end. Files leave the disk once that is certain.
    """
    if not Expression.objects.filter(pk=expression.pk).exists():
        return
    locked = lock_expression(expression)
    if is_erased(locked):
        return
    told: dict[str, Any] = {
        "email": locked.email,
        "reference": locked.reference,
        "language": locked.language,
        "partnership": locked.partnership,
    }
    if was_received(locked):
        _empty(locked)
    else:
        forget_expression(locked)
    if told["email"]:
        forget_address(told["email"])
        post_erased(**told)


def was_received(expression: Expression) -> bool:
    """Whether the expression was ever received, so that figures and decisions count it."""
    return expression.confirmed_at is not None


def is_erased(expression: Expression) -> bool:
    """Whether the company was erased before."""
    return expression.email.endswith("@company.invalid")


def forget_expression(expression: Expression) -> None:
    """Delete an expression with everything that belongs to it, its history, e-mails and files."""
    forget_files(expression.files.all())
    forget_rows(Email.objects.about(expression).order_by())
    for parts in (expression.messages, expression.answers, expression.consents, expression.steps):
        forget_rows(parts.order_by())
    forget_rows(Expression.objects.filter(pk=expression.pk).order_by())


def forget_files(files: QuerySet[ExpressionFile]) -> None:
    """Delete files with their history; they leave the disk once the transaction is committed."""
    places = [(file.file.storage, file.file.name) for file in files]
    forget_rows(files.order_by())

    def delete() -> None:
        for storage, name in places:
            if name:
                storage.delete(name)

    transaction.on_commit(delete)


def has_agreed_support(expression: Expression) -> bool:
    """Whether a work plan was agreed: its support is counted, and the company stays for it."""
    return expression.support_cases.exclude(state=SupportState.PLANNING).exists()


def _empty(expression: Expression) -> None:
    people = caretakers_of(expression)
    email, company = expression.email, expression.company
    stays = has_agreed_support(expression)
    if not stays and may_follow(expression, ExpressionState.WITHDRAWN):
        expression = move_expression(
            expression=expression, to=ExpressionState.WITHDRAWN, party=Party.SME
        )
    forget_files(expression.files.all())
    forget_rows(expression.messages.order_by())
    forget_rows(expression.answers.order_by())
    forget_rows(Email.objects.about(expression).order_by())
    _forget_words(expression)
    _empty_row(expression, keeps_company=stays)
    if company is not None:
        _forget_company(company, email, stays=stays)
    for person in people:
        post_erased_to_partner(expression, person)


def _empty_row(expression: Expression, *, keeps_company: bool) -> None:
    stub = {**EMPTIED, "email": f"erased-{expression.pk}@company.invalid"}
    if expression.decision_reason:
        stub["decision_reason"] = ERASED
    if not keeps_company:
        stub["company"] = None
    expression.history.update(**_for_history(stub))
    for name, value in stub.items():
        setattr(expression, name, value)
    expression.link_version += 1
    expression.sign_in_asked_at = None
    expression._change_reason = ERASED  # type: ignore[attr-defined]
    expression.save()


def _for_history(stub: dict[str, Any]) -> dict[str, Any]:
    """As versions have it: the number of the company, and nothing of what did not fit."""
    kept = {name: value for name, value in stub.items() if name != "typed"}
    return {("company_id" if name == "company" else name): value for name, value in kept.items()}


def _forget_words(expression: Expression) -> None:
    """Words of others that may name the company, in rows that stay, and in their history."""
    _replace(expression.steps.exclude(reason=""), reason=ERASED)
    _replace(expression.reviews.exclude(comment=""), comment=ERASED)
    _replace(expression.reviews.exclude(conflict=""), conflict=ERASED)
    handovers = expression.handovers.all()
    _replace(handovers.exclude(message=""), message=ERASED)
    _replace(handovers.exclude(answer=""), answer=ERASED)
    for handover in handovers.filter(state__in=HandoverState.open()):
        handover.state = HandoverState.RECALLED
        handover.save()


def _replace(rows: QuerySet[Any], **words: str) -> None:
    numbers = list(rows.values_list("pk", flat=True))
    model: Any = rows.model
    model._default_manager.filter(pk__in=numbers).update(**words)
    (name,) = words
    model.history.filter(id__in=numbers).exclude(**{name: ""}).update(**words)


def _forget_company(company: Company, email: str, *, stays: bool) -> None:
    forget_rows(Contact.objects.filter(organisation=company, email__iexact=email).order_by())
    if stays:
        if company.confidentiality == Confidentiality.OPEN:
            company.confidentiality = Confidentiality.HIDDEN_FROM_PUBLIC
            company._change_reason = ERASED  # type: ignore[attr-defined]
            company.save()
    elif not _is_referred_to(company):
        forget_rows(Company.objects.filter(pk=company.pk).order_by())


def _is_referred_to(company: Company) -> bool:
    """Whether any record refers to the company; those of the directory that others brought stay."""
    return any(
        relation.related_model._base_manager.filter(**{relation.field.name: company.pk}).exists()
        for relation in _relations(company)
    )


def _relations(company: Company) -> Iterable[Any]:
    for relation in company._meta.related_objects:
        model: Any = relation.related_model
        if not model.__name__.startswith("Historical") and not issubclass(model, Company):
            yield relation
