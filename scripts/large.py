"""A partnership as large as wanted, for measuring: real cases again and again under other names."""

from copy import copy

from partnership.models import Partnership
from smes.models import Company, SMECase

BATCH = 500


def seed_cases(partnership: Partnership, count: int) -> None:
    """Bring a partnership that has cases by SMEs to so many, each of a company of its own."""
    models = list(SMECase.objects.filter(partnership=partnership).prefetch_related("objectives"))
    companies = {case.company_id: case.company for case in models}
    number = Company.objects.filter(partnership=partnership).count()
    links = SMECase.objectives.through
    while (have := SMECase.objects.filter(partnership=partnership).count()) < count:
        cases, objectives = [], []
        for place in range(min(BATCH, count - have)):
            model = models[(have + place) % len(models)]
            number += 1
            company = _renamed(companies[model.company_id], number)
            company.save()
            case = copy(model)
            case.pk, case.company, case.position = None, company, number
            case.company_as = case.detail_company_as = ""
            case.reference = f"large-{number}"
            cases.append(case)
            objectives.append([objective.pk for objective in model.objectives.all()])
        SMECase.objects.bulk_create(cases)
        links.objects.bulk_create(
            links(smecase_id=case.pk, objective_id=key)
            for case, keys in zip(cases, objectives, strict=True)
            for key in keys
        )


def _renamed(company: Company, number: int) -> Company:
    renamed = copy(company)
    renamed.pk = renamed.id = None
    renamed.organisation_ptr_id = None  # type: ignore[assignment]
    renamed._state = copy(company._state)
    renamed._state.adding = True
    renamed.name = f"{company.name.split(' (')[0]} {number}"
    renamed.other_names = []  # type: ignore[assignment]
    renamed.pseudonym_number = number
    return renamed
