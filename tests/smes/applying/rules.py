"""What the database refuses of expressions of interest, and how it says so."""

from smes.choices import ExpressionState, QuestionKind
from tests.factories import (
    AnswerFactory,
    CompanyFactory,
    ExpressionConsentFactory,
    ExpressionFactory,
    ExpressionFileFactory,
    ExpressionMessageFactory,
    PartnershipFactory,
    QuestionFactory,
)
from tests.rules import at, twin


def _expression(**changes):
    return ExpressionFactory.build(partnership=PartnershipFactory(), **changes)


def _question(**changes):
    return QuestionFactory.build(partnership=PartnershipFactory(), **changes)


def _message(**changes):
    made = ExpressionFactory()
    return ExpressionMessageFactory.build(expression=made, **changes)


def _file():
    made = ExpressionFileFactory()
    row = ExpressionFileFactory.build(expression=made.expression, sha256=made.sha256)
    row.file = made.file
    return row


RULES = {
    "company_ownership_known": lambda: (
        CompanyFactory.build(
            partnership=PartnershipFactory(), ownership="a king", pseudonym_number=1
        ),
        at("ownership", "Value 'a king' is not a valid choice."),
    ),
    "expression_number_unique": lambda: (
        twin(ExpressionFactory, ["partnership", "number"], reference="OTHER-2026-0001"),
        at("number", "Another expression of interest has this number."),
    ),
    "expression_reference_unique": lambda: (
        twin(ExpressionFactory, ["reference"], partnership=PartnershipFactory()),
        at("reference", "Another expression of interest has this reference."),
    ),
    "expression_state_known": lambda: (
        _expression(state="lost"),
        at("state", "This is no state of an expression of interest."),
    ),
    "expression_sent_has_reference": lambda: (
        _expression(state=ExpressionState.SUBMITTED, number=None, reference=""),
        at("reference", "An expression of interest that was sent has a reference."),
    ),
    "expression_sent_has_address": lambda: (
        _expression(email=""),
        at("email", "Enter an e-mail address that we can answer to."),
    ),
    "expression_declined_has_reason": lambda: (
        _expression(state=ExpressionState.DECLINED),
        at("decision_reason", "Say why it is declined; the company will read it."),
    ),
    "expression_not_eligible_has_reason": lambda: (
        _expression(eligibility="not eligible"),
        at("eligibility_note", "Say why it is not eligible."),
    ),
    "expression_eligibility_known": lambda: (
        _expression(eligibility="perhaps"),
        at("eligibility", "Value 'perhaps' is not a valid choice."),
    ),
    "expression_ownership_known": lambda: (
        _expression(ownership="a king"),
        at("ownership", "Value 'a king' is not a valid choice."),
    ),
    "expression_turnover_not_negative": lambda: (
        _expression(turnover=-1),
        at("turnover", "A turnover cannot be below zero."),
    ),
    "expression_balance_sheet_total_not_negative": lambda: (
        _expression(balance_sheet_total=-1),
        at("balance_sheet_total", "A balance sheet total cannot be below zero."),
    ),
    "expression_file_once": lambda: (_file(), at("file", "This very file is there already.")),
    "expression_consent_given_once": lambda: (
        twin(ExpressionConsentFactory, ["expression", "text"]),
        at("text", "The company has agreed to this version already."),
    ),
    "expression_message_once": lambda: (
        twin(ExpressionMessageFactory, ["expression", "once"], first={"once": "one-click"}),
        at("text", "This message was sent already."),
    ),
    "expression_message_has_text": lambda: (
        _message(text=""),
        {"text": ["This field cannot be blank.", "Write a message."]},
    ),
    "question_kind_known": lambda: (
        _question(kind="riddle"),
        at("kind", "Value 'riddle' is not a valid choice."),
    ),
    "question_step_known": lambda: (
        _question(step="nowhere"),
        at("step", "Value 'nowhere' is not a valid choice."),
    ),
    "question_has_choices": lambda: (
        _question(kind=QuestionKind.ONE),
        at("choices", "List the answers to choose from, one per line."),
    ),
    "answer_once": lambda: (
        twin(AnswerFactory, ["expression", "question"]),
        at("question", "This question is answered already."),
    ),
}
