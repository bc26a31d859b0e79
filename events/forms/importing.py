"""Forms of the import of events held elsewhere."""

from typing import Any

from django import forms

from common.measures import measures
from events.importing.book import MOST_HEADER, Sheet
from events.importing.columns import PARTS, Mapping

NAMES = {"participants": "Participants", "meetings": "Meetings"}


class UploadForm(forms.Form):
    """A workbook."""

    document = forms.FileField(
        label="Workbook (XLSX, 20 MB at most)",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


class SheetsForm(forms.Form):
    """Which sheet holds what, and in which row its titles stand."""

    def __init__(self, *args: Any, names: list[str], chosen: Mapping, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choices = [("", "Not in this file"), *((name, name) for name in names)]
        for part, label in NAMES.items():
            now = chosen.get(part, {})
            self.fields[f"{part}_sheet"] = forms.ChoiceField(
                label=f"{label}: sheet",
                choices=choices,
                required=False,
                initial=now.get("sheet", ""),
            )
            self.fields[f"{part}_header"] = forms.IntegerField(
                label=f"{label}: row with the titles",
                min_value=1,
                max_value=MOST_HEADER,
                initial=now.get("header", 1),
            )

    def clean(self) -> dict[str, Any]:
        """At least one sheet must be chosen."""
        cleaned: dict[str, Any] = super().clean() or {}
        if not any(cleaned.get(f"{part}_sheet") for part in NAMES):
            raise forms.ValidationError("Choose at least one sheet.")
        return cleaned

    def mapping(self, former: Mapping) -> Mapping:
        """The sheets that were chosen, each with its former columns where nothing changed."""
        found: Mapping = {}
        for part in NAMES:
            sheet = self.cleaned_data[f"{part}_sheet"]
            if sheet:
                header = self.cleaned_data[f"{part}_header"]
                now = former.get(part, {})
                same = (now.get("sheet"), now.get("header")) == (sheet, header)
                columns = now.get("columns", {}) if same else {}
                found[part] = {"sheet": sheet, "header": header, "columns": columns}
        return found


class ColumnsForm(forms.Form):
    """Which column of a sheet holds which field."""

    def __init__(
        self, *args: Any, part: str, sheet: Sheet, chosen: dict[str, str], **kwargs: Any
    ) -> None:
        super().__init__(*args, **{**kwargs, "prefix": part})
        self.part, self.sheet = part, sheet
        titles = list(dict.fromkeys(sheet.titles.values()))
        for field in PARTS[part]:
            choices = [("", "Not in this file"), *((title, title) for title in titles)]
            self.fields[field.name] = forms.ChoiceField(
                label=field.label if field.is_required else f"{field.label} (optional)",
                choices=choices,
                required=field.is_required,
                initial=chosen.get(field.name, ""),
                error_messages={"required": "Choose the column that holds it."},
            )

    @property
    def title(self) -> str:
        """The heading above the fields."""
        return f"{NAMES[self.part]}: sheet “{self.sheet.name}”"

    def columns(self) -> dict[str, str]:
        """Titles by field, of those that were chosen."""
        return {name: title for name, title in self.cleaned_data.items() if title}


class CountForm(forms.Form):
    """A count of the event of which no records exist."""

    measure = forms.ChoiceField(label="What is counted")
    value = forms.IntegerField(min_value=0, label="How many")
    source = forms.CharField(
        max_length=250, help_text="A document and the place in it, a person’s role, a tool."
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["measure"]
        field.choices = [
            ("", "Choose"),
            *(
                (measure.name, measure.label)
                for measure in measures
                if measure.by_event and measure.declarable
            ),
        ]
