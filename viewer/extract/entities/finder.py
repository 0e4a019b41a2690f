"""The layers in their order, and the one reading they agree on."""

from collections.abc import Sequence

from viewer.core.document import Document
from viewer.core.entity import Entity, EntityType
from viewer.core.lexicon import Correction, LexiconTerm
from viewer.core.metadata import Metadata
from viewer.extract.entities.addresses import find_addresses, find_waters
from viewer.extract.entities.aliases import with_canonical_names
from viewer.extract.entities.boundary import boundaries_of
from viewer.extract.entities.candidate import Candidate
from viewer.extract.entities.companies import find_companies, find_company_neighbours, find_full_companies
from viewer.extract.entities.compounds import find_compounds, find_short_towns
from viewer.extract.entities.corrections import apply_corrections
from viewer.extract.entities.departments import find_departments, find_state_bodies
from viewer.extract.entities.documents import find_documents
from viewer.extract.entities.enumerations import find_enumerated, find_series
from viewer.extract.entities.known_names import KnownNames, Sightings, load_known_names, see
from viewer.extract.entities.lexicon import find_terms, merge_terms
from viewer.extract.entities.meetings import find_meetings
from viewer.extract.entities.noun_phrases import find_noun_phrases
from viewer.extract.entities.persons import find_persons
from viewer.extract.entities.places import (
    Home,
    find_home,
    find_places,
    find_towns,
    place_chains,
    town_chains,
    trusted_hits,
)
from viewer.extract.entities.programmes import find_programmes
from viewer.extract.entities.propagation import find_known, find_spread, names_to_spread
from viewer.extract.entities.quotes import find_quoted
from viewer.extract.entities.resolution import outside, resolve
from viewer.extract.entities.surface import Surface, surface_of
from viewer.extract.entities.tagged import find_tagged, reconciled
from viewer.extract.entities.times import find_times
from viewer.extract.tagger.tagger import Tagger

# Noun phrases without a place or quotes to begin them weigh no more than this.
DOUBTFUL = 0.6


def find_entities(  # noqa: PLR0913 - what a person, the library and the build add to a document
    document: Document,
    metadata: Metadata,
    *,
    lexicon: Sequence[LexiconTerm] = (),
    corrections: Sequence[Correction] = (),
    library_names: Sequence[tuple[str, EntityType]] = (),
    tagger: Tagger | None = None,
) -> tuple[Entity, ...]:
    """Return the names of a document: flat spans in order, each with its source.

    Rules come first, then what the ``tagger`` proposes (without one, rules alone decide), ``library_names``
    (sure names of other documents), the ``lexicon`` of a person, and that person's ``corrections``, which are final.
    What only ``library_names`` know has the source of the lexicon: the document itself does not vouch for it.
    Takes time linear in the text.
    """
    known = load_known_names()
    surface = surface_of(document.text)
    home = find_home(metadata, known.places)
    seen = see(surface.text, known)
    candidates = _rule_candidates(surface.text, metadata, known, seen, home)
    if tagger is not None:
        tagged = list(find_tagged(surface.text, tagger.tag(surface.text), known.gazetteers))
        candidates = reconciled(surface.text, candidates, tagged, DOUBTFUL)
    first = resolve(candidates)
    candidates.extend(find_full_companies(surface.text, first))
    candidates.extend(find_company_neighbours(surface.text, first, known.gazetteers))
    candidates.extend(find_compounds(surface.text, first, known.gazetteers))
    towns = [one for one in first if one.type is EntityType.LOCATION]
    candidates.extend(find_short_towns(surface.text, towns, known.gazetteers))
    candidates.extend(find_spread(surface.text, names_to_spread(surface.text, resolve(candidates))))
    candidates = outside(candidates, seen.plain)
    if library_names:
        own = resolve(candidates)
        candidates.extend(outside(find_known(surface.text, tuple(library_names), own), seen.plain))
    chosen = resolve(merge_terms(candidates, find_terms(surface.text, lexicon)))
    entities = _entities(document.text, surface, chosen)
    return apply_corrections(document.text, with_canonical_names(entities, home), corrections)


def _rule_candidates(text: str, metadata: Metadata, known: KnownNames, seen: Sightings, home: Home) -> list[Candidate]:
    gazetteers = known.gazetteers
    hits = trusted_hits(text, seen.places, home, gazetteers.ambiguous_places)
    chains = place_chains(text, hits)
    boundaries = boundaries_of(gazetteers, {**chains, **town_chains(text, gazetteers, chains)})
    towns = list(find_towns(text, gazetteers, boundaries))
    with_towns = boundaries_of(gazetteers, {**boundaries.place_starts, **{one.end: one.start for one in towns}})
    return [
        *find_times(text),
        *find_documents(text, boundaries),
        *find_meetings(text, with_towns.place_starts),
        *find_places(hits, chains, home),
        *towns,
        *find_addresses(text, boundaries),
        *find_waters(text, boundaries),
        *find_persons(text, metadata, gazetteers.surnames),
        *find_departments(text, seen.departments, with_towns, home),
        *find_state_bodies(text, seen.state_bodies),
        *seen.names,
        *find_quoted(text, gazetteers, boundaries),
        *find_noun_phrases(text, seen.heads, boundaries, gazetteers, seen.technologies),
        *find_series(text, gazetteers, boundaries),
        *find_programmes(text, boundaries),
        *find_companies(text, gazetteers),
        *find_enumerated(text, gazetteers, boundaries, seen.technologies),
    ]


def _entities(text: str, surface: Surface, chosen: Sequence[Candidate]) -> list[Entity]:
    entities: list[Entity] = []
    for candidate in chosen:
        span = surface.original(candidate.start, candidate.end)
        entities.append(Entity(span, span.of(text), candidate.type, candidate.source, candidate.canonical))
    return entities
