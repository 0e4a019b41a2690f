"""Short and long names of one thing: proposed as canonical names, never joined silently."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from viewer.core.entity import Entity, EntityType
from viewer.extract.entities.places import Home

_COMPANY_TAILS = (
    "有限责任公司",
    "股份有限公司",
    "集团有限公司",
    "有限公司",
    "科技",
    "集团",
    "公司",
    "智能",
    "信息",
    "电商",
    "智造",
    "网络",
    "咖啡",
    "股份",
)
_SHORTEST_ROOT = 2
_LEVEL = re.compile(r"[市区县省州](?!政处)")


def with_canonical_names(entities: Sequence[Entity], home: Home) -> list[Entity]:
    """Return the entities with a fuller name proposed where the document or its origin gives one."""
    companies = _longest_by_root(entity.surface for entity in entities if entity.type is EntityType.COMPANY)
    return [_named(entity, companies, home) for entity in entities]


def _longest_by_root(surfaces: Iterable[str]) -> dict[str, str]:
    longest: dict[str, str] = {}
    for surface in surfaces:
        root = _root(surface)
        if len(surface) > len(longest.get(root, "")):
            longest[root] = surface
    return longest


def _root(surface: str) -> str:
    for tail in _COMPANY_TAILS:
        if surface.endswith(tail) and len(surface) - len(tail) >= _SHORTEST_ROOT:
            return surface[: -len(tail)]
    return surface


def _named(entity: Entity, companies: dict[str, str], home: Home) -> Entity:
    if entity.canonical is not None:
        return entity
    if entity.type is EntityType.COMPANY:
        fuller = companies.get(_root(entity.surface))
        return replace(entity, canonical=fuller) if fuller and fuller != entity.surface else entity
    if entity.type is EntityType.ORGANISATION and home.nearest and _LEVEL.match(entity.surface):
        area = home.of_level(entity.surface[0])
        return replace(entity, canonical=area + entity.surface[1:]) if area else entity
    return entity
