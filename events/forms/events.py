"""Forms of events."""

from typing import Any

from django.core.exceptions import ValidationError

from common.forms import RecordForm
from events.models.events import validate_markets


class EventForm(RecordForm):
    """An event with its markets."""

    def clean(self) -> dict[str, Any]:
        """Check the markets together."""
        cleaned = super().clean()
        if "markets" in cleaned:
            try:
                validate_markets(
                    list(cleaned["markets"]),
                    is_for_all_markets=cleaned.get("is_for_all_markets", False),
                )
            except ValidationError as error:
                self.add_error(None, error)
        return cleaned
