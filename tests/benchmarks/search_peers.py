"""The programs people would search with instead, each asked for the same texts as it is meant to be asked.

Every peer finds literal runs after the same folding; whoever is not installed is left out and said so. tantivy is not a
dependency of anything here: ``pip install tantivy`` into the environment of the benchmark, ``apt-get install recollcmd
ripgrep`` for the other two.
"""

import importlib.util
import re
import shutil
import sqlite3
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

_PAGE = 20
_TRIGRAM = 3


class Peer(Protocol):
    """A search program. A query is a list of runs, all of which a document must hold."""

    name: str
    note: str

    def build(self, texts: Iterable[tuple[str, str]]) -> None:
        """Index texts by their names."""

    def take_up(self) -> None:
        """Use what was built before."""

    def page(self, runs: Sequence[str]) -> list[str]:
        """Return the first twenty names as the program ranks them, with whatever snippets it makes."""

    def every(self, runs: Sequence[str]) -> set[str]:
        """Return all names."""

    def size(self) -> int:
        """Return the bytes of the index."""


class TrigramTable:
    """SQLite FTS5 with its trigram tokenizer."""

    name = "SQLite FTS5 trigram"
    note = "one snippet a hit, no total, no facets; runs under 3 characters by LIKE: a scan of all texts, unranked"

    def __init__(self, folder: Path) -> None:
        self._path = folder / "fts5.db"
        self._database = sqlite3.connect(self._path)

    def build(self, texts: Iterable[tuple[str, str]]) -> None:
        """Index texts by their names."""
        with self._database:
            self._database.execute("CREATE VIRTUAL TABLE t USING fts5(name UNINDEXED, body, tokenize='trigram')")
            self._database.executemany("INSERT INTO t VALUES (?, ?)", texts)

    def take_up(self) -> None:
        """Use what was built before."""

    def page(self, runs: Sequence[str]) -> list[str]:
        """Return the first twenty by BM25 with a snippet each."""
        where, values, ranked = self._condition(runs)
        order = "ORDER BY rank" if ranked else ""
        shown = "snippet(t, 1, '[', ']', '…', 30)" if ranked else "substr(body, max(1, instr(body, ?) - 20), 90)"
        values = values if ranked else [runs[0], *values]
        query = f"SELECT name, {shown} FROM t WHERE {where} {order} LIMIT {_PAGE}"  # noqa: S608 - no text in it
        return [name for name, _ in self._database.execute(query, values)]

    def every(self, runs: Sequence[str]) -> set[str]:
        """Return all names."""
        where, values, _ = self._condition(runs)
        return {name for (name,) in self._database.execute(f"SELECT name FROM t WHERE {where}", values)}  # noqa: S608

    def size(self) -> int:
        """Return the bytes of the index without the texts, which the table holds as well."""
        tables = ("t_data", "t_idx", "t_docsize")
        (total,) = self._database.execute(
            f"SELECT sum(pgsize) FROM dbstat WHERE name IN ({','.join('?' * len(tables))})",  # noqa: S608
            tables,
        ).fetchone()
        return int(total)

    def _condition(self, runs: Sequence[str]) -> tuple[str, list[str], bool]:
        long = [run for run in runs if len(run) >= _TRIGRAM]
        short = [run for run in runs if len(run) < _TRIGRAM]
        parts = ["t MATCH ?"] if long else []
        values = [" AND ".join('"' + run.replace('"', '""') + '"' for run in long)] if long else []
        parts += ["body LIKE ? ESCAPE '\\'" for _ in short]
        values += ["%" + re.sub(r"([\\%_])", r"\\\1", run) + "%" for run in short]
        return " AND ".join(parts), values, bool(long)


class CountedTrigramTable(TrigramTable):
    """The same table asked for what the window shows: the page and how many there are."""

    name = "SQLite FTS5 trigram, page and exact total"
    note = "the same table, asked count(*) as well; no facets"

    def build(self, _texts: Iterable[tuple[str, str]]) -> None:
        """Do nothing: the table is there."""

    def page(self, runs: Sequence[str]) -> list[str]:
        """Return the first twenty, after counting all."""
        where, values, _ = self._condition(runs)
        self._database.execute(f"SELECT count(*) FROM t WHERE {where}", values).fetchone()  # noqa: S608
        return super().page(runs)


class Tantivy:
    """tantivy through its Python binding: pairs of characters with positions, asked as phrases."""

    name = "tantivy (pairs)"
    note = "no snippets (it keeps no texts), no total, no facets; one writer thread"

    def __init__(self, folder: Path) -> None:
        self._module: Any = importlib.import_module("tantivy")
        self._folder = folder / "tantivy"
        self._folder.mkdir(exist_ok=True)
        builder = self._module.SchemaBuilder()
        builder.add_text_field("name", stored=True, tokenizer_name="raw", index_option="basic")
        builder.add_text_field("pairs", tokenizer_name="whitespace", index_option="position")
        builder.add_text_field("characters", tokenizer_name="whitespace", index_option="basic")
        self._schema = builder.build()
        self._index = self._module.Index(self._schema, path=str(self._folder))
        self._searcher: Any = None

    def build(self, texts: Iterable[tuple[str, str]]) -> None:
        """Index texts by their names."""
        writer = self._index.writer(200_000_000, 1)
        for name, text in texts:
            characters = " ".join("".join(set(text)))
            writer.add_document(self._module.Document(name=name, pairs=" ".join(_pairs(text)), characters=characters))
        writer.commit()
        writer.wait_merging_threads()
        self.take_up()

    def take_up(self) -> None:
        """Use what was built before."""
        self._index.reload()
        self._searcher = self._index.searcher()

    def page(self, runs: Sequence[str]) -> list[str]:
        """Return the first twenty by BM25."""
        return self._found(runs, _PAGE)

    def every(self, runs: Sequence[str]) -> set[str]:
        """Return all names."""
        return set(self._found(runs, max(1, self._searcher.num_docs)))

    def size(self) -> int:
        """Return the bytes of the index."""
        return _folder_size(self._folder)

    def _found(self, runs: Sequence[str], limit: int) -> list[str]:
        query = self._module.Query.boolean_query([(self._module.Occur.Must, self._run(run)) for run in runs])
        return [self._searcher.doc(place)["name"][0] for _, place in self._searcher.search(query, limit).hits]

    def _run(self, run: str) -> Any:  # noqa: ANN401 - a query of the binding
        pairs = list(_pairs(run))
        if not pairs:
            return self._module.Query.term_query(self._schema, "characters", run)
        if len(pairs) == 1:
            return self._module.Query.term_query(self._schema, "pairs", pairs[0])
        return self._module.Query.phrase_query(self._schema, "pairs", pairs)


class Recoll:
    """Recoll's command line over text files, with its Chinese n-grams; every query is a process of its own."""

    name = "Recoll"
    note = "abstracts, no facets; a process for every query: it has no other command line"

    def __init__(self, folder: Path) -> None:
        self._config = folder / "recoll"
        self._texts = folder / "recoll-texts"
        self._config.mkdir(exist_ok=True)
        (self._config / "recoll.conf").write_text(
            f"topdirs = {self._texts}\nindexStemmingLanguages =\ncjkngramlen = 2\nloglevel = 1\nidxniceprio = 0\n",
            "utf-8",
        )

    def build(self, texts: Iterable[tuple[str, str]]) -> None:
        """Index texts by their names."""
        _write_texts(self._texts, texts)
        subprocess.run([_program("recollindex"), "-c", self._config], check=True, capture_output=True)

    def take_up(self) -> None:
        """Use what was built before."""

    def page(self, runs: Sequence[str]) -> list[str]:
        """Return the first twenty with their abstracts."""
        return self._asked(runs, "-A", "-n", str(_PAGE))

    def every(self, runs: Sequence[str]) -> set[str]:
        """Return all names."""
        return set(self._asked(runs, "-b", "-n", "0"))

    def size(self) -> int:
        """Return the bytes of the index; it keeps the texts as well."""
        return _folder_size(self._config)

    def _asked(self, runs: Sequence[str], *options: str) -> list[str]:
        query = " ".join(f'"{run}"' for run in runs)
        command = [_program("recollq"), "-c", str(self._config), *options, "-q", query]
        answer = subprocess.run(command, check=False, capture_output=True).stdout.decode("utf-8", "replace")
        return re.findall(r"recoll-texts/(\S+?)\.txt", answer)


class Ripgrep:
    """ripgrep over text files: no index, every query reads all texts."""

    name = "ripgrep"
    note = "all files, no snippets, no ranking; no index; files in the page cache"

    def __init__(self, folder: Path) -> None:
        self._texts = folder / "ripgrep-texts"

    def build(self, texts: Iterable[tuple[str, str]]) -> None:
        """Write the texts where it looks for them."""
        _write_texts(self._texts, texts)

    def take_up(self) -> None:
        """Use what was built before."""

    def page(self, runs: Sequence[str]) -> list[str]:
        """Return the first twenty it meets."""
        return sorted(self.every(runs))[:_PAGE]

    def every(self, runs: Sequence[str]) -> set[str]:
        """Return all names."""
        found: set[str] | None = None
        for run in runs:
            command = [
                _program("rg"),
                "--files-with-matches",
                "--fixed-strings",
                "--no-messages",
                "--",
                run,
                str(self._texts),
            ]
            answer = subprocess.run(command, check=False, capture_output=True).stdout.decode()
            names = set(re.findall(r"([^/\n]+)\.txt", answer))
            found = names if found is None else found & names
        return found or set()

    def size(self) -> int:
        """Return nothing: there is no index."""
        return 0


def installed_peers(folder: Path) -> tuple[list[Peer], list[str]]:
    """Return the peers that are here, and the names of those that are not."""
    peers: list[Peer] = [TrigramTable(folder), CountedTrigramTable(folder)]
    missing: list[str] = []
    if importlib.util.find_spec("tantivy"):
        peers.append(Tantivy(folder))
    else:
        missing.append(Tantivy.name)
    for kind, program in ((Recoll, "recollindex"), (Ripgrep, "rg")):
        if shutil.which(program):
            peers.append(kind(folder))
        else:
            missing.append(kind.name)
    return peers, missing


def _pairs(text: str) -> Iterable[str]:
    """Return the pairs of characters; a blank cannot be part of a word, so it is shown by a mark."""
    shown = text.replace(" ", "␣")
    return (shown[at : at + 2] for at in range(len(shown) - 1) if "\n" not in shown[at : at + 2])


def _write_texts(folder: Path, texts: Iterable[tuple[str, str]]) -> None:
    folder.mkdir()
    for name, text in texts:
        (folder / f"{name}.txt").write_text(text, "utf-8")


def _folder_size(folder: Path) -> int:
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())


def _program(name: str) -> str:
    found = shutil.which(name)
    if found is None:
        message = f"{name} is not installed"
        raise FileNotFoundError(message)
    return found
