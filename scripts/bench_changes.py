"""Changes of one record each, as people make them; False where there is no such record."""

from collections.abc import Callable

from events.models import DeclaredFigure
from gateways.models import Agreement
from partnership.models import Partnership
from smes.models import ClusterCase, SMECase


def word_in_case(partnership: Partnership) -> bool:
    """A word more in the description of a case by an SME."""
    case = SMECase.objects.filter(partnership=partnership).order_by("pk")[3:4].first()
    if case is None:
        return False
    case.description += " more"
    case.save()
    return True


def results_of_case(partnership: Partnership) -> bool:
    """A case stands for one result more, which the text counts, too."""
    case = SMECase.objects.filter(partnership=partnership).order_by("pk")[3:4].first()
    if case is None:
        return False
    case.number += 1
    case.save()
    return True


def name_of_company(partnership: Partnership) -> bool:
    """Another name, in every table that names the company."""
    case = SMECase.objects.filter(partnership=partnership).order_by("pk")[3:4].first()
    if case is None:
        return False
    case.company.name += " Group"
    case.company.save()
    return True


def cluster_case(partnership: Partnership) -> bool:
    """A word more in the description of a case by clusters."""
    case = ClusterCase.objects.filter(partnership=partnership).order_by("pk").first()
    if case is None:
        return False
    case.description += " more"
    case.save()
    return True


def declared_figure(partnership: Partnership) -> bool:
    """A figure of meetings is one higher."""
    figure = DeclaredFigure.objects.filter(partnership=partnership).order_by("pk").first()
    if figure is None:
        return False
    figure.value += 1
    figure.save()
    return True


def place_of_agreement(partnership: Partnership) -> bool:
    """An agreement was signed elsewhere."""
    agreement = Agreement.objects.filter(partnership=partnership).order_by("pk").first()
    if agreement is None:
        return False
    agreement.place = "Brussels"
    agreement.save()
    return True


def case_gone(partnership: Partnership) -> bool:
    """A case in the middle is deleted: the rows after it move up."""
    case = SMECase.objects.filter(partnership=partnership).order_by("pk")[5:6].first()
    if case is None:
        return False
    case.delete()
    return True


CHANGES: dict[str, Callable[[Partnership], bool]] = {
    "a word in an SME case": word_in_case,
    "a result more of an SME case": results_of_case,
    "another name of an SME": name_of_company,
    "a word in a cluster case": cluster_case,
    "another declared figure": declared_figure,
    "another place of an agreement": place_of_agreement,
    "an SME case deleted": case_gone,
}
