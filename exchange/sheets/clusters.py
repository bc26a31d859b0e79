"""Clusters of the directory, and their place in the partnership."""

from collections.abc import Container, Iterable, Mapping
from typing import Any

from exchange.columns import Column, OwnColumn
from exchange.drafts import Draft
from exchange.kinds.references import Terms
from exchange.kinds.values import Amount, Choice, Country, Day, Lines, Text, Whole
from exchange.sheet import Part, Sheet, entered, number
from exchange.sheets.shared import in_languages
from exchange.store import Store
from partnership.choices import MembershipRole, Vocabulary
from partnership.models import Cluster, DirectoryTerm, Membership, Network


def _terms(header: str, vocabulary: Vocabulary) -> OwnColumn:
    def take(draft: Draft, store: Store) -> list[str]:
        own = [term for term in draft.links["directory_terms"] if term.vocabulary == vocabulary]
        return sorted(term.name for term in own)

    def put(draft: Draft, value: list[str], store: Store) -> None:
        others = [term for term in draft.links["directory_terms"] if term.vocabulary != vocabulary]
        own = [store.named(DirectoryTerm, name=name, vocabulary=vocabulary.value) for name in value]
        draft.links["directory_terms"] = others + own
        draft.touched_links.add("directory_terms")

    return OwnColumn(
        header,
        Terms(f"{vocabulary.label.lower()}s"),
        "directory_terms",
        "Of the directory.",
        "cluster",
        taking=take,
        putting=put,
    )


def _take_networks(draft: Draft, store: Store) -> list[str]:
    return sorted(network.name for network in draft.links["networks"])


def _put_networks(draft: Draft, value: list[str], store: Store) -> None:
    draft.links["networks"] = [store.named(Network, name=name) for name in value]
    draft.touched_links.add("networks")


class ClustersSheet(Sheet):
    """Clusters: a row without a role is an entry of the directory alone."""

    name = "clusters"
    about = (
        "The clusters of the consortium, a row each; without a role, other clusters that organisations and cases "
        "refer to."
    )
    parts = {
        "cluster": Part(Cluster, ("short_name", "country")),
        "membership": Part(Membership, (), {"cluster": "cluster"}, only_with="role"),
    }
    contract = 7
    columns = (
        Column("short_name", Text(), "short_name", "As reports print it.", is_required=True),
        Column("legal_name", Text(), "legal_name", "Of the organisation."),
        Column("country", Country(), "country", "Where it is.", is_required=True),
        Column("region", Text(), "region", "Its region."),
        Column(
            "role",
            Choice(MembershipRole),
            "role",
            "In this partnership; one cluster is its coordinator.",
            "membership",
        ),
        Column("joined", Day(), "joined_on", "When it joined the partnership.", "membership"),
        Column("website", Text(), "website", "With https://."),
        Column("left", Day(), "left_on", "When it left the partnership, if it did.", "membership"),
        Column(
            "printed_name",
            Text(),
            "printed_name",
            "Only where reports print another name.",
            "membership",
        ),
        Column(
            "printed_country",
            Text(),
            "printed_country",
            "Only where reports print another code, for example A.",
            "membership",
        ),
        Column("order", Whole(), "position", "Lowest first.", "membership"),
        Column("other_names", Lines(), "other_names", "Other spellings found in documents."),
        Column("nuts", Text(), "nuts", "NUTS code of the region, for example FRK2."),
        Column("city", Text(), "city", "Its town."),
        Column("latitude", Amount(places=5), "latitude", "In degrees, north of the equator."),
        Column("longitude", Amount(places=5), "longitude", "In degrees, east of Greenwich."),
        Column("founded", Whole(), "founded_in", "The year."),
        *in_languages("description", "What it does."),
        Column("excellence_label", Text(), "excellence_label", "For example Gold."),
        _terms("sectors", Vocabulary.SECTOR),
        _terms("emerging_industries", Vocabulary.EMERGING_INDUSTRY),
        _terms("technology_fields", Vocabulary.TECHNOLOGY_FIELD),
        _terms("s3_priorities", Vocabulary.S3_PRIORITY),
        OwnColumn(
            "networks",
            Terms("networks"),
            "networks",
            "That it is affiliated with.",
            taking=_take_networks,
            putting=_put_networks,
        ),
        number(),
        entered(),
        number("membership", "membership_number"),
        entered("membership", "membership_entered"),
    )

    @classmethod
    def entries(cls, store: Store) -> Iterable[Mapping[str, Draft]]:
        """The members, then what else the partnership's records refer to."""
        members: dict[Any, Draft] = {
            draft.record.cluster.pk: draft for draft in store.all(Membership)
        }
        for pk, membership in members.items():
            yield {"cluster": store.draft_of(Cluster, pk), "membership": membership}
        for pk in sorted(store.clusters_in_use() - set(members)):
            yield {"cluster": store.draft_of(Cluster, pk)}

    @classmethod
    def complete(cls, drafts: Mapping[str, Draft], filled: Container[str]) -> None:
        """Without an order, that of the rows."""
        draft = drafts.get("membership")
        if draft and draft.is_new and draft.place and "order" not in filled:
            draft.record.position = draft.place.row - 1
