"""What the partnerships of a portal share: programmes, networks, key figures of clusters, objectives."""

from collections.abc import Iterable, Mapping

from exchange.columns import Column
from exchange.drafts import Draft
from exchange.kinds.references import Reference
from exchange.kinds.values import Amount, Choice, Day, LongText, Text, Whole, YesNo
from exchange.sheet import Part, Sheet, entered, number
from exchange.store import Store
from partnership.choices import Emblem
from partnership.models import Cluster, ClusterFigures, Network, Programme
from partnership.models.clusters import COUNTS
from smes.models import Objective


class ProgrammesSheet(Sheet):
    """The programme that funds the partnership."""

    name = "programmes"
    about = "The funding programme, with the texts that every page and document must show."
    parts = {"programme": Part(Programme, ("name",))}
    columns = (
        Column("name", Text(), "name", "As in sheet partnership.", is_required=True),
        Column("agency", Text(), "agency", "The funding agency."),
        Column("call", Text(), "call", "For example COS-CLUSTER-2014-3-03."),
        Column(
            "cofunding_statement",
            LongText(),
            "cofunding_statement",
            "Stands beside the emblem.",
            is_required=True,
        ),
        Column(
            "disclaimer",
            LongText(),
            "disclaimer",
            "Stands at the foot of every page.",
            is_required=True,
        ),
        Column("emblem", Choice(Emblem), "emblem", "Which emblem is shown."),
        number(),
        entered(),
    )

    @classmethod
    def entries(cls, store: Store) -> Iterable[Mapping[str, Draft]]:
        """That of the partnership."""
        if store.partnership is not None:
            yield {"programme": store.draft_of(Programme, store.partnership.programme_id)}


class NetworksSheet(Sheet):
    """Networks that clusters are affiliated with."""

    name = "networks"
    about = "The networks of sheet clusters, with their pages."
    parts = {"network": Part(Network, ("name",))}
    columns = (
        Column("name", Text(), "name", "As in sheet clusters.", is_required=True),
        Column("website", Text(), "website", "With https://."),
        number(),
        entered(),
    )

    @classmethod
    def entries(cls, store: Store) -> Iterable[Mapping[str, Draft]]:
        """Those of the clusters that the workbook has."""
        used = {
            network.pk
            for pk in store.clusters_in_use()
            for network in store.draft_of(Cluster, pk).links["networks"]
        }
        for pk in sorted(used):
            yield {"network": store.draft_of(Network, pk)}


class ClusterFiguresSheet(Sheet):
    """Key figures of clusters."""

    name = "cluster_figures"
    about = "Key figures of a cluster on a day, a row each. An unknown figure is left empty."
    parts = {"figures": Part(ClusterFigures, ("cluster", "as_of"))}
    columns = (
        Column(
            "cluster",
            Reference(Cluster, "clusters"),
            "cluster",
            "Its short name.",
            is_required=True,
        ),
        Column("as_of", Day(), "as_of", "The day.", is_required=True),
        *(Column(name, Whole(), name, f"Number of {label}.") for name, label in COUNTS.items()),
        Column("total_investment", Amount(), "total_investment", "In units of the currency."),
        Column("public_aid", Amount(), "public_aid", "In units of the currency."),
        Column("currency", Text(), "currency", "ISO code; empty: EUR."),
        Column("source", Text(), "source", "Where they come from."),
        number(),
        entered(),
    )

    @classmethod
    def entries(cls, store: Store) -> Iterable[Mapping[str, Draft]]:
        """Those of the clusters that the workbook has."""
        used = store.clusters_in_use()
        for draft in store.all(ClusterFigures):
            if draft.record.cluster_id in used:
                yield {"figures": draft}


class ObjectivesSheet(Sheet):
    """The code list of cooperation objectives."""

    name = "objectives"
    about = "What the numbers of objectives mean. The portal knows the usual ones."
    parts = {"objective": Part(Objective, ("number",))}
    columns = (
        Column("number", Whole(), "number", "As in the sheets of cases.", is_required=True),
        Column("label", Text(), "label", "What it means.", is_required=True),
        Column(
            "inferred",
            YesNo(),
            "is_inferred",
            "Yes: the label was worked out from how the number is used.",
        ),
        number(header="record_number"),
        entered(),
    )
