"""A library of short replies with the services that look across them."""

import hashlib
from collections.abc import Sequence
from dataclasses import dataclass

from viewer.core.document import DocumentId
from viewer.core.progress import CancelToken, ignore_progress
from viewer.core.reading import Reading, Source
from viewer.extract.entities import find_entities
from viewer.extract.metadata import read_metadata
from viewer.extract.metrics import find_metrics
from viewer.importing.plain_text import raw_text
from viewer.services.across_tables import AcrossTables
from viewer.services.indicators import Indicators
from viewer.services.name_pages import NamePages
from viewer.services.relating import Relating
from viewer.services.teaching import Teaching
from viewer.store.store import Store
from viewer.text.reflow import reflow


@dataclass
class Shelf:
    """One library and what is asked of it."""

    library: Store
    tables: AcrossTables
    indicators: Indicators
    names: NamePages
    relating: Relating

    @classmethod
    def of(cls, library: Store) -> "Shelf":
        """Put the services around an open library."""
        tables = AcrossTables(library)
        indicators = Indicators(library, tables)
        names = NamePages(library, Teaching(library, lambda: None))
        return cls(library, tables, indicators, names, Relating(library, indicators))

    def add(
        self, body: str, *, date: str | None = "2023年5月6日", number: int = 1, subject: str = "停车"
    ) -> DocumentId:
        """Put a reply into the library without looking at it."""
        end = f"\n\n长宁区建设和管理委员会\n\n{date}" if date else ""
        text = (
            f"对区政协十五届二次会议第{number:03}号提案的答复\n\n张三委员：\n\n"
            f"　　您提出的“关于{subject}的提案”收悉，现答复如下：\n\n　　{body}{end}\n"
        )
        document = reflow(raw_text(text))
        metadata = read_metadata(document)
        entities = find_entities(document, metadata, tagger=None)
        source = Source(f"{number}.txt", "text/plain", hashlib.sha256(text.encode()).hexdigest(), len(text))
        with self.library.transaction() as documents:
            return documents.add(
                Reading(source, document, metadata, entities, find_metrics(document, metadata)), pipeline_version="1"
            )

    def look(self) -> None:
        """Bring the tables up to date."""
        self.tables.bring_up_to_date(progress=ignore_progress, cancel=CancelToken())

    def series(self) -> dict[str, Sequence[str]]:
        """Return every series: its name and what was stated, as written."""
        found = [self.indicators.series(each.id) for each in self.indicators.list_series()]
        return {
            each.summary.name: [statement.figure.metric.surface for statement in each.statements]
            for each in found
            if each is not None
        }
