"""Fields of the form for SMEs: they read what people write, and say in their language what is wrong."""

import re
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

AMOUNT = _("Enter an amount in euro, such as 1250000 or 1.250.000.")
NEGATIVE = _("An amount cannot be below zero.")
TOO_MUCH = _("No company has so much. Enter the amount in euro.")
PEOPLE = _("Enter a whole number of people, such as 12.")
TOO_MANY = _("No company employs so many people. Enter the number of people.")
GROUPED = re.compile(r"\d{1,3}([.,]\d{3})+")
LARGEST_AMOUNT = Decimal(10) ** 13
MOST_PEOPLE = 10_000_000


def one_line(text: str) -> str:
    """A text without line breaks, signs that do not print and spaces at its ends."""
    return " ".join(re.sub(r"[\x00-\x1f\x7f-\x9f\u2028\u2029]", " ", text).split())


class Line(forms.CharField):
    """A line of text; line breaks and signs that do not print become spaces."""

    def to_python(self, value: Any) -> str:
        """The text on one line."""
        return one_line(str(super().to_python(value) or ""))


class LongText(forms.CharField):
    """A text of several lines, without signs that do not print."""

    widget = forms.Textarea

    def to_python(self, value: Any) -> str:
        """The text with the line breaks of every browser alike."""
        text = str(super().to_python(value) or "").replace("\r\n", "\n").replace("\r", "\n")
        return re.sub(r"[\x00-\x08\x0b-\x1f\x7f]", "", text)


class Count(forms.IntegerField):
    """A whole number, however its thousands are parted."""

    widget = forms.TextInput

    def __init__(self, *, most: int = MOST_PEOPLE, **kwargs: Any) -> None:
        self.most = most
        super().__init__(**kwargs)

    def to_python(self, value: Any) -> int | None:
        """Read ``1 250`` and ``1.250`` as well."""
        text = _bare(str(value or ""))
        if not text:
            return None
        if GROUPED.fullmatch(text):
            text = re.sub(r"[.,]", "", text)
        if not re.fullmatch(r"[0-9]{1,40}", text):
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if int(text) > self.most:
            raise ValidationError(self.error_messages["max_value"], code="max_value")
        return int(text)


class Number(forms.DecimalField):
    """A number; a comma before its decimals is read, too."""

    widget = forms.TextInput
    default_error_messages = {"invalid": _("Enter a number, such as 12 or 12.5.")}

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Read ``12,5`` as well as ``12.5``."""
        text = "".join(str(value or "").split()).replace(",", ".")
        if not text:
            return None
        try:
            number = Decimal(text)
        except InvalidOperation as error:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from error
        if not number.is_finite() or len(text) > 40:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return number


class Amount(forms.DecimalField):
    """An amount in euro, however its thousands are parted: ``1 250 000``, ``1.250.000,50 €``."""

    widget = forms.TextInput
    default_error_messages = {"invalid": AMOUNT}

    def to_python(self, value: Any) -> Decimal | None:  # type: ignore[override]
        """Read what people write for an amount."""
        text = re.sub(r"(?i)eur(os?)?|€", "", _bare(str(value or "")))
        if not text:
            return None
        if text.startswith(("-", "−")):
            raise ValidationError(NEGATIVE, code="negative")
        number = _decimal_point(text)
        if not re.fullmatch(r"[0-9]{1,40}(\.[0-9]{1,10})?", number):
            raise ValidationError(AMOUNT, code="invalid")
        amount = Decimal(number).quantize(Decimal("0.01"))
        if amount > LARGEST_AMOUNT:
            raise ValidationError(TOO_MUCH, code="max_value")
        return amount

    def prepare_value(self, value: Any) -> Any:
        """Whole euros without cents."""
        if isinstance(value, Decimal):
            return f"{value:.2f}".removesuffix(".00")
        return value


def _bare(text: str) -> str:
    return re.sub(r"[\s'’\u00a0\u202f]", "", text)


def _decimal_point(text: str) -> str:
    """The number with a point before its cents, whichever of point and comma parts what."""
    if GROUPED.fullmatch(text):
        return re.sub(r"[.,]", "", text)
    last = max(text.rfind("."), text.rfind(","))
    if last < 0:
        return text
    return f"{re.sub(r'[.,]', '', text[:last])}.{text[last + 1 :]}"
