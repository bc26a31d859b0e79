"""What the size of a company makes of it."""

from decimal import Decimal

from smes.choices import CompanyCategory
from smes.sme_definition import Decision, decide

EURO = "EUR"


class HasSize:
    """What has the figures that the definition of SMEs asks for."""

    headcount: int | None
    turnover: Decimal | None
    balance_sheet_total: Decimal | None
    ownership: str
    currency: str = EURO

    @property
    def sme_decision(self) -> Decision:
        """The category with what is missing for it; amounts in another currency than euro are not known."""
        in_euro = self.currency == EURO
        return decide(
            self.headcount,
            self.turnover if in_euro else None,
            self.balance_sheet_total if in_euro else None,
            self.ownership,
        )

    @property
    def sme_category(self) -> CompanyCategory:
        """Micro, small, medium-sized, no SME, or undecided, under Recommendation 2003/361/EC."""
        return self.sme_decision.category
