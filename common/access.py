"""Who may do what: the engine that the permissions of every app feed.

A permission is a *grant*: in a role, an action is allowed on the records within a *reach*, such as
those of the own partnership. Grants stand in the ``permissions.py`` of each app; what somebody is,
and where, is their *standing*. Lists ask :func:`allowed`, which costs no query of its own; single
records ask ``user.has_perm("smes.change_company", company)``, which asks the same rules.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import Model, Q, QuerySet

Ids = frozenset[int]


class Action(StrEnum):
    """What is done to records; apps name further actions, such as ``submit``, by their own words."""

    VIEW = "view"
    ADD = "add"
    CHANGE = "change"
    DELETE = "delete"


# Standing ------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Post:
    """One role of a person and where it is held."""

    role: str
    partnership: int | None = None
    cluster: int | None = None
    organisation: int | None = None


@dataclass(frozen=True)
class Standing:
    """What somebody is, and where."""

    is_administrator: bool = False
    posts: tuple[Post, ...] = ()

    def roles(self) -> frozenset[str]:
        """The roles that are held anywhere."""
        return frozenset(post.role for post in self.posts)

    def partnerships(self, *roles: str) -> Ids:
        """The partnerships in which one of the roles is held; without roles, any role."""
        return frozenset(
            post.partnership
            for post in self.posts
            if post.partnership is not None and (not roles or post.role in roles)
        )

    def has(self, partnership_id: int | None, *roles: str) -> bool:
        """Whether one of the roles is held in a partnership; an administrator has them all."""
        return self.is_administrator or partnership_id in self.partnerships(*roles)

    def clusters(self, role: str) -> frozenset[tuple[int, int]]:
        """Partnership and cluster of each post that is held for a cluster."""
        return frozenset(
            (post.partnership, post.cluster)
            for post in self.posts
            if post.role == role and post.partnership is not None and post.cluster is not None
        )

    def organisations(self, role: str) -> Ids:
        """The organisations for which a role is held."""
        return frozenset(
            post.organisation
            for post in self.posts
            if post.role == role and post.organisation is not None
        )


NOBODY = Standing()
ADMINISTRATOR = Standing(is_administrator=True)

post_sources: list[Callable[[Any], Iterable[Post]]] = []
"""Each gives posts of a person; one query a source, asked once for each request."""


def standing_of(user: Any) -> Standing:
    """What somebody is; nothing for strangers and for people who have left.

    Kept with the person object, as Django keeps permissions: load the person again to see a change.
    """
    if not getattr(user, "is_active", False) or user.pk is None:
        return NOBODY
    if user.is_superuser:
        return ADMINISTRATOR
    known: Standing | None = getattr(user, "_standing", None)
    if known is None:
        known = Standing(posts=tuple(post for source in post_sources for post in source(user)))
        user._standing = known
    return known


# Reaches -------------------------------------------------------------------------------------

Condition = Callable[[type[Model], Standing, str], Q | None]
Holds = Callable[[Any, Standing, str], bool | None]


def _ask(record: Any, standing: Standing, role: str) -> None:
    """Say that only the database knows."""


@dataclass(frozen=True)
class Reach:
    """Which records somebody in a role reaches: as a condition, and in words for the matrix.

    ``condition`` is None where nothing is reached. ``holds`` answers for one record without a query
    where the record itself tells, and None where the database must be asked.
    """

    words: str
    condition: Condition
    holds: Holds = _ask

    def __and__(self, other: "Reach") -> "Reach":
        def both(model: type[Model], standing: Standing, role: str) -> Q | None:
            one, two = (reach.condition(model, standing, role) for reach in (self, other))
            return None if one is None or two is None else one & two

        return Reach(f"{self.words}, {other.words}", both)

    def __or__(self, other: "Reach") -> "Reach":
        def either(model: type[Model], standing: Standing, role: str) -> Q | None:
            return _any_of(reach.condition(model, standing, role) for reach in (self, other))

        return Reach(f"{self.words}; {other.words}", either)


def _any_of(conditions: Iterable[Q | None]) -> Q | None:
    found: Q | None = None
    for condition in conditions:
        if condition is None:
            continue
        if not condition:  # an empty condition holds for all
            return Q()
        found = condition if found is None else found | condition
    return found


EVERY_RECORD = Reach("all", lambda *_: Q(), lambda *_: True)


def own_partnership(path: str = "partnership") -> Reach:
    """Records of the partnerships in which the role is held; ``path`` leads to the partnership."""

    def condition(model: type[Model], standing: Standing, role: str) -> Q | None:
        ids = standing.partnerships(role)
        return Q(**{f"{path}__in": ids}) if ids else None

    def holds(record: Any, standing: Standing, role: str) -> bool | None:
        *steps, last = path.split("__")
        for step in steps:
            record = getattr(record, step, None)
        key = last if last == "pk" else f"{last}_id"
        return getattr(record, key, None) in standing.partnerships(role)

    return Reach("own partnership", condition, holds)


def own_cluster(path: str = "cluster", partnership: str = "partnership") -> Reach:
    """Records of the clusters for which the role is held, within the same partnership.

    ``path`` leads to the cluster, through a relation to many if need be.
    """

    def condition(model: type[Model], standing: Standing, role: str) -> Q | None:
        return _any_of(
            Q(pk__in=model._base_manager.filter(**{partnership: home, path: cluster}).values("pk"))
            for home, cluster in sorted(standing.clusters(role))
        )

    return Reach("own cluster", condition)


def own_organisation(*paths: str) -> Reach:
    """Records that one of the paths leads from to an organisation for which the role is held."""

    def condition(model: type[Model], standing: Standing, role: str) -> Q | None:
        ids = standing.organisations(role)
        if not ids:
            return None
        return _any_of(
            Q(pk__in=model._base_manager.filter(**{f"{path}__in": ids}).values("pk"))
            for path in paths
        )

    return Reach("own organisation", condition)


def where(words: str, condition: Q) -> Reach:
    """Records for which a condition holds, whoever asks."""
    return Reach(words, lambda *_: condition)


# Grants --------------------------------------------------------------------------------------


@dataclass
class Policy:
    """What each role may do to the records of a model; administrators may do everything."""

    grants: dict[str, dict[str, Reach]] = field(default_factory=dict)

    def reach(self, role: str, action: str) -> Reach | None:
        """How far an action reaches in a role; None where it is not granted."""
        return self.grants.get(role, {}).get(action)


policies: dict[type[Model], Policy] = {}
"""The policy of every model that somebody but an administrator may see."""


def grant(*models: type[Model], to: str | tuple[str, ...], **actions: Reach) -> None:
    """Allow actions on records of models to a role, or to several; each within its reach."""
    for model in models:
        for role in (to,) if isinstance(to, str) else to:
            policies.setdefault(model, Policy()).grants.setdefault(role, {}).update(actions)


def grant_all(*models: type[Model], to: str | tuple[str, ...], within: Reach) -> None:
    """Allow to view, add, change and delete within the same reach."""
    grant(*models, to=to, **{action.value: within for action in Action})


def may_somewhere(user: Any, action: str, model: type[Model]) -> bool:
    """Whether somebody may do it to any record of a model at all; no query for the record."""
    standing = standing_of(user)
    if standing.is_administrator:
        return True
    return any(_grants_of(standing, action, model))


def allowed(rows: QuerySet, user: Any, action: str = Action.VIEW) -> QuerySet:
    """Those of the rows to which somebody may do it."""
    standing = standing_of(user)
    if standing.is_administrator:
        return rows
    condition = _any_of(
        reach.condition(rows.model, standing, role)
        for role, reach in _grants_of(standing, action, rows.model)
    )
    return rows.none() if condition is None else rows.filter(condition)


def is_allowed(user: Any, action: str, record: Model) -> bool:
    """Whether somebody may do it to this record; at most one query, none for what is not saved."""
    standing = standing_of(user)
    if standing.is_administrator:
        return True
    model = type(record)
    answers = [
        reach.holds(record, standing, role) for role, reach in _grants_of(standing, action, model)
    ]
    if True in answers:
        return True
    if None not in answers or record.pk is None:
        return False
    rows: QuerySet[Any] = model._base_manager.filter(pk=record.pk)
    return allowed(rows, user, action).exists()


def is_told(user: Any, action: str, record: Model) -> bool:
    """Whether the record itself tells that somebody may do it, as of one that is deleted; no query."""
    standing = standing_of(user)
    return standing.is_administrator or any(
        reach.holds(record, standing, role) is True
        for role, reach in _grants_of(standing, action, type(record))
    )


def told_condition(model: type[Model], kept: type[Model], user: Any, action: str) -> Q | None:
    """The condition that an old version of a record itself tells that somebody may do it.

    ``kept`` is the model of the versions. Only reaches that a record tells of itself are asked, none
    that speaks of the number of the record, which a version has not as its own.
    """
    standing = standing_of(user)
    if standing.is_administrator:
        return Q()
    conditions = (
        reach.condition(kept, standing, role)
        for role, reach in _grants_of(standing, action, model)
        if reach.holds is not _ask
    )
    return _any_of(
        condition
        for condition in conditions
        if condition is not None and not any(path.startswith("pk") for path in _paths(condition))
    )


def _paths(condition: Any) -> Iterable[str]:
    """The paths that a condition asks for."""
    for child in condition.children:
        if isinstance(child, tuple):
            yield str(child[0])
        else:
            yield from _paths(child)


def _grants_of(standing: Standing, action: str, model: type[Model]) -> list[tuple[str, Reach]]:
    policy = policies.get(model)
    if policy is None:
        return []
    found = ((role, policy.reach(role, action)) for role in sorted(standing.roles()))
    return [(role, reach) for role, reach in found if reach is not None]


def permission(codename: str) -> tuple[str, str]:
    """Action and name of the model in ``submit_report``."""
    action, _, name = codename.rpartition("_")
    return action, name
