"""Candidates as arrays, in the order of their ids, so that the order of rows never counts."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from koushaneh.engine.selection.model import (
    LARGEST_SCORE,
    BadNumber,
    Candidate,
    DuplicateId,
    Quota,
    UnknownFeature,
)

Ints = NDArray[np.int64]
Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Pool:
    """n candidates of T types; a type is who counts towards which quotas.

    `scores` (n) in millionths, `types` (n) index into `counts` (T x quotas,
    0 or 1), `groups` (n) number the apart keys, -1 for a candidate whose key
    is empty or hers alone. `quotas` are sorted.
    """

    ids: tuple[str, ...]
    scores: Ints
    types: Ints
    counts: Floats
    groups: Ints
    quotas: tuple[Quota, ...]

    def __len__(self) -> int:
        return len(self.ids)


def pool_of(candidates: Sequence[Candidate], quotas: Iterable[Quota]) -> Pool:
    """Return the pool of `candidates`, sorted by id, so that their order does not count.

    Refuses double ids and scores too large, with UnknownFeature a feature that
    a candidate lacks. O(n log n).
    """
    quotas = sorted(quotas)
    try:
        features = {
            name: [candidate.features[name] for candidate in candidates]
            for name in {quota.feature for quota in quotas}
        }
    except KeyError as missing:
        name = missing.args[0]
        first = min(candidate.id for candidate in candidates if name not in candidate.features)
        raise UnknownFeature(feature=name, id=first) from None
    return pool_of_columns(
        [candidate.id for candidate in candidates],
        [candidate.score for candidate in candidates],
        features,
        [candidate.apart for candidate in candidates],
        quotas,
    )


def pool_of_columns(
    ids: Sequence[str],
    scores: Sequence[int],
    features: Mapping[str, Sequence[str]],
    apart: Sequence[str],
    quotas: Iterable[Quota],
) -> Pool:
    """Return the pool of columns of equal length; `features` has one for every feature with a quota."""
    quotas = tuple(sorted(quotas))
    _refuse_quotas(quotas, features)
    _refuse_scores(ids, scores)
    order = sorted(range(len(ids)), key=ids.__getitem__)
    sorted_ids = tuple(map(ids.__getitem__, order))
    _refuse_double("candidate", sorted_ids)
    index = np.array(order, dtype=np.int64)
    types, counts = _types(len(ids), features, quotas)
    return Pool(
        ids=sorted_ids,
        scores=np.array(scores, dtype=np.int64)[index],
        types=types[index],
        counts=counts,
        groups=_groups(list(map(apart.__getitem__, order))),
        quotas=quotas,
    )


def check_seats(seats: int) -> None:
    """Refuse fewer than one seat, with BadNumber."""
    if seats < 1:
        raise BadNumber(name="seats", value=seats, at_least=1, at_most=None)


def _refuse_quotas(quotas: tuple[Quota, ...], features: Mapping[str, Sequence[str]]) -> None:
    _refuse_double("quota", [f"{quota.feature}={quota.value}" for quota in quotas])
    for quota in quotas:
        if quota.feature not in features:
            raise UnknownFeature(feature=quota.feature, id=None)
        for name, value in (("minimum", quota.minimum), ("maximum", quota.maximum)):
            if value < 0:
                raise BadNumber(name=name, value=value, at_least=0, at_most=None)


def _refuse_scores(ids: Sequence[str], scores: Sequence[int]) -> None:
    for extreme in (min(scores, default=0), max(scores, default=0)):
        if abs(extreme) > LARGEST_SCORE:
            raise BadNumber(name="score", value=extreme, at_least=-LARGEST_SCORE, at_most=LARGEST_SCORE)


def _refuse_double(kind: str, keys: Sequence[str]) -> None:
    if len(set(keys)) < len(keys):
        raise DuplicateId(kind=kind, ids=sorted(key for key, count in Counter(keys).items() if count > 1))


def _types(n: int, features: Mapping[str, Sequence[str]], quotas: tuple[Quota, ...]) -> tuple[Ints, Floats]:
    """Number the combinations of quota values. Values without a quota are one and the same."""
    types = np.zeros(n, dtype=np.int64)
    first = np.zeros(min(n, 1), dtype=np.int64)
    columns = {}
    for name in sorted({quota.feature for quota in quotas}):
        code = {quota.value: at + 1 for at, quota in enumerate(quotas) if quota.feature == name}
        columns[name] = np.fromiter((code.get(value, 0) for value in features[name]), np.int64, n)
        _, first, types = np.unique(
            types * (len(quotas) + 1) + columns[name], return_index=True, return_inverse=True
        )
    counts = np.zeros((len(first), len(quotas)))
    for column in columns.values():
        of_type = column[first]
        counts[np.flatnonzero(of_type), of_type[of_type > 0] - 1] = 1.0
    return types.reshape(n), counts


def _groups(apart: Sequence[str]) -> Ints:
    size = Counter(apart)
    number = {key: at for at, key in enumerate(sorted(key for key in size if key and size[key] > 1))}
    return np.fromiter((number.get(key, -1) for key in apart), np.int64, len(apart))
