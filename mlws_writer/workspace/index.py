"""The index of a workspace's text in .mlws/index.sqlite: SQLite with FTS5, which can always be made again.

A source is a file; a piece of it (a day of the journal, a whole document, a run) is the smallest that is put in anew
when something in it changed. The number of a row is its day, its tier and its place from below, so that rows come
without sorting as they are shown: the newest day first, in it the journal before documents and logs, top lines first.
"""

import sqlite3
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b
from pathlib import Path

from mlws_writer.errors import Busy
from mlws_writer.workspace import search_words
from mlws_writer.workspace.query import Bound, Filter, Query

_OURS = 0x6D6C7773
_FORM = 1
"""To be counted up with each change of the tables below: an index of another form is made again."""
_WAIT = 60.0
"""Seconds to wait for another mlws that writes the index; it may be making it."""
_DAY, _TIER = 1 << 26, 1 << 24
TIERS = ("log", "draft", "session", "journal")
_TABLES = f"""
CREATE TABLE sources(id INTEGER PRIMARY KEY, path TEXT UNIQUE, tier TEXT, stamp TEXT, digest TEXT);
CREATE TABLE pieces(id INTEGER PRIMARY KEY, source INTEGER, digest TEXT, first INTEGER);
CREATE INDEX pieces_of ON pieces(source);
CREATE TABLE rows(
    id INTEGER PRIMARY KEY, piece INTEGER, line INTEGER, text TEXT, about TEXT, about_line INTEGER, head INTEGER);
CREATE INDEX rows_of ON rows(piece);
CREATE TABLE runs(
    id INTEGER PRIMARY KEY, piece INTEGER, path TEXT, first INTEGER, last INTEGER, run TEXT, kind TEXT, outcome TEXT,
    model TEXT, dataset TEXT, tag TEXT);
CREATE INDEX runs_of ON runs(piece);
CREATE INDEX runs_in ON runs(path);
CREATE TABLE numbers(run INTEGER, metric TEXT, split TEXT, value REAL, percent INTEGER, line INTEGER);
CREATE INDEX numbers_of ON numbers(metric);
CREATE INDEX numbers_run ON numbers(run);
CREATE VIRTUAL TABLE words USING fts5(read, paths, content='', tokenize='{search_words.TOKENIZER}');
PRAGMA application_id = {_OURS};
PRAGMA user_version = {_FORM};
"""


@dataclass(frozen=True, slots=True)
class Row:
    """A line that can be found: `line` counts from the start of its piece, `about` is the log line it speaks of.

    `head` marks the line that stands for a run: in a log the run's own, in a document the first that leads there.
    """

    line: int
    text: str
    day: date
    about: str = ""
    about_line: int = 0
    head: bool = False


@dataclass(frozen=True, slots=True)
class Number:
    """A number that a run has: a result, or a setting."""

    metric: str
    split: str
    value: float
    percent: bool
    line: int


@dataclass(frozen=True, slots=True)
class IndexedRun:
    """What filters ask of a run; of models, data and tags all names, in lower case."""

    path: str
    first: int
    last: int
    run: str
    kind: str
    outcome: str
    model: str
    dataset: str
    tag: str
    numbers: tuple[Number, ...] = ()


@dataclass(frozen=True, slots=True)
class Piece:
    """Some lines of a source, of which `first` is the number of the first; they are read only where they are new."""

    first: int
    digest: str
    read: Callable[[], tuple[Iterable[Row], Iterable[IndexedRun]]]


@dataclass(frozen=True, slots=True)
class Hit:
    """A line that was found."""

    path: str
    line: int
    text: str
    day: date
    tier: str
    head: bool = False


class Unusable(Exception):
    """The file is no index of ours, or broken."""


class Outdated(Unusable):
    """The file is an index of ours, of another form."""


class Index:
    """An open index."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._db = connection
        self._next: dict[int, int] = {}

    @classmethod
    @contextmanager
    def open(cls, path: Path | None) -> Iterator["Index"]:
        """Open the index of a file, which may be new, or one that is kept in memory; Unusable where it is none."""
        connection = sqlite3.connect(path or ":memory:", timeout=_WAIT, isolation_level=None)
        connection.create_function("fold", 1, str.casefold, deterministic=True)  # SQLite's lower() knows ASCII only
        with closing(connection), _told(path):
            yield cls(_ours(connection))

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Do all that is written within this, or nothing of it."""
        self._next.clear()
        with _transaction(self._db, "IMMEDIATE"):
            yield

    def stamps(self) -> dict[str, str]:
        """Give each source with the state in which it was put in."""
        return dict(self._db.execute("SELECT path, stamp FROM sources"))

    def digest(self, path: str) -> str:
        """Give the digest of the content that a source had, "" where it is not known."""
        row = self._db.execute("SELECT digest FROM sources WHERE path = ?", (path,)).fetchone()
        return row[0] if row else ""

    def stamp(self, path: str, stamp: str) -> None:
        """Note that a source still holds what it held."""
        self._db.execute("UPDATE sources SET stamp = ? WHERE path = ?", (stamp, path))

    def put(self, path: str, tier: str, stamp: str, digest: str, pieces: Iterable[Piece]) -> None:
        """Put a source in, in place of what is known of it; pieces that did not change stay."""
        source = self._source(path, tier, stamp, digest)
        known: dict[str, list[tuple[int, int]]] = {}
        for id_, held, first in self._db.execute("SELECT id, digest, first FROM pieces WHERE source = ?", (source,)):
            known.setdefault(held, []).append((id_, first))
        moved = []
        for piece in pieces:
            if same := known.get(piece.digest):
                id_, first = same.pop()
                moved += [(piece.first, id_)] if first != piece.first else []
            else:
                self._add(source, TIERS.index(tier), piece)
        self._db.executemany("UPDATE pieces SET first = ? WHERE id = ?", moved)
        self._drop([id_ for left in known.values() for id_, _ in left])

    def forget(self, path: str) -> None:
        """Take a source out that is no more."""
        row = self._db.execute("SELECT id FROM sources WHERE path = ?", (path,)).fetchone()
        if row:
            self._drop([id_ for (id_,) in self._db.execute("SELECT id FROM pieces WHERE source = ?", row)])
            self._db.execute("DELETE FROM sources WHERE id = ?", row)

    def _source(self, path: str, tier: str, stamp: str, digest: str) -> int:
        self._db.execute(
            "INSERT INTO sources(path, tier, stamp, digest) VALUES(?1, ?2, ?3, ?4) "
            "ON CONFLICT(path) DO UPDATE SET tier = ?2, stamp = ?3, digest = ?4",
            (path, tier, stamp, digest),
        )
        return int(self._db.execute("SELECT id FROM sources WHERE path = ?", (path,)).fetchone()[0])

    def _add(self, source: int, tier: int, piece: Piece) -> None:
        made = self._db.execute(
            "INSERT INTO pieces(source, digest, first) VALUES(?, ?, ?)", (source, piece.digest, piece.first)
        )
        id_ = made.lastrowid
        rows, words = [], []
        said, runs = piece.read()
        for row in reversed(tuple(said)):
            number = self._number(row.day.toordinal() * _DAY + tier * _TIER)
            rows.append((number, id_, row.line, row.text, row.about, row.about_line, row.head))
            words.append((number, *_words(row.text, row.about, row.head)))
        self._db.executemany("INSERT INTO rows VALUES(?, ?, ?, ?, ?, ?, ?)", rows)
        self._db.executemany("INSERT INTO words(rowid, read, paths) VALUES(?, ?, ?)", words)
        for run in runs:
            self._add_run(id_, run)

    def _add_run(self, piece: int | None, run: IndexedRun) -> None:
        told = (run.path, run.first, run.last, run.run, run.kind, run.outcome, run.model, run.dataset, run.tag)
        made = self._db.execute("INSERT INTO runs VALUES(NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", (piece, *told))
        numbers = [(made.lastrowid, n.metric, n.split, n.value, n.percent, n.line) for n in run.numbers]
        self._db.executemany("INSERT INTO numbers VALUES(?, ?, ?, ?, ?, ?)", numbers)

    def _number(self, first: int) -> int:
        """Give the next row of a tier of a day its number; `first` is the least."""
        if first not in self._next:
            last = self._db.execute("SELECT max(id) FROM rows WHERE id >= ? AND id < ?", (first, first + _TIER))
            self._next[first] = (last.fetchone()[0] or first) + 1
        self._next[first] += 1
        return self._next[first] - 1

    def _drop(self, pieces: Sequence[int]) -> None:
        each = [(piece,) for piece in pieces]
        for piece in each:
            rows = self._db.execute("SELECT id, text, about, head FROM rows WHERE piece = ?", piece)
            words = [(number, *_words(*row)) for number, *row in rows]
            self._db.executemany("INSERT INTO words(words, rowid, read, paths) VALUES('delete', ?, ?, ?)", words)
        self._db.executemany("DELETE FROM rows WHERE piece = ?", each)
        self._db.executemany("DELETE FROM numbers WHERE run IN (SELECT id FROM runs WHERE piece = ?)", each)
        self._db.executemany("DELETE FROM runs WHERE piece = ?", each)
        self._db.executemany("DELETE FROM pieces WHERE id = ?", each)

    def metrics(self) -> list[str]:
        """Give the names of all numbers that are known."""
        return [name for (name,) in self._db.execute("SELECT DISTINCT metric FROM numbers")]

    def find(self, query: Query, limit: int) -> tuple[list[Hit], int]:
        """Return the newest lines that a query asks for, and how many there are in all; a limit of 0 is none."""
        where, values = self._where(query)
        source = "words JOIN rows ON rows.id = words.rowid" if query.texts else "rows"
        if not query.texts and query.of_runs:
            where.append(_STANDS_FOR_A_RUN)
        said = " AND ".join(where) or "1"
        order = "words.rowid" if query.texts else "rows.id"
        found = self._db.execute(
            f"SELECT rows.id, sources.path, pieces.first + rows.line, rows.text, sources.tier, rows.head "  # noqa: S608  # only our own words; what was typed goes in as values
            f"FROM {source} JOIN pieces ON pieces.id = rows.piece JOIN sources ON sources.id = pieces.source "
            f"WHERE {said} ORDER BY {order} DESC LIMIT ?",
            (*values, limit or -1),
        )
        hits = [
            Hit(path, line, text, date.fromordinal(number // _DAY), tier, bool(head))
            for number, path, line, text, tier, head in found
        ]
        if not limit or len(hits) < limit:
            return hits, len(hits)
        count = self._db.execute(f"SELECT count(*) FROM {source} WHERE {said}", values)  # noqa: S608  # as above
        return hits, int(count.fetchone()[0])

    def _where(self, query: Query) -> tuple[list[str], list[object]]:
        where: list[str] = []
        values: list[object] = []
        if query.texts:
            where.append("words MATCH ?")
            values.append(" AND ".join(f"({search_words.match(t.words, exact=t.exact)})" for t in query.texts))
        for span in query.spans:
            where.append("{0} >= ? AND {0} < ?".format("words.rowid" if query.texts else "rows.id"))
            values += [span.first.toordinal() * _DAY, (span.last.toordinal() + 1) * _DAY]
        for tag in query.tags:
            where.append(_TAGGED)
            values += [f"*#{tag.casefold()}[^a-z0-9_-]*", tag.casefold()]
        if query.of_runs:
            runs = self._runs(query)
            self._db.execute("CREATE TEMP TABLE IF NOT EXISTS wanted(id INTEGER PRIMARY KEY)")
            self._db.execute("DELETE FROM wanted")
            self._db.executemany("INSERT INTO wanted VALUES(?)", [(run,) for run in runs])
            where.append(_OF_WANTED_RUN)
        return where, values

    def _runs(self, query: Query) -> set[int]:
        """Find the runs that the filters and the numbers of a query ask for."""
        named = [self._filtered(each) for each in query.filters if each.key != "tag"]
        return set.intersection(*named, *map(self._within, query.bounds))

    def _filtered(self, wanted: Filter) -> set[int]:
        column, value = wanted.key, wanted.value.casefold()
        test = f"{column} = ?" if column in ("kind", "outcome") else f"instr({column}, ?)"
        return {id_ for (id_,) in self._db.execute(f"SELECT id FROM runs WHERE {test}", (value,))}  # noqa: S608  # the column is one of KEYS

    def _within(self, bound: Bound) -> set[int]:
        found = self._db.execute(
            "SELECT run, value, percent FROM numbers WHERE metric = ?1 AND (?2 = '' OR split = ?2)",
            (bound.metric, bound.split),
        )
        return {run for run, value, percent in found if bound.holds(value, percent=bool(percent))}


_OF_WANTED_RUN = (
    "EXISTS(SELECT 1 FROM runs JOIN wanted ON wanted.id = runs.id WHERE runs.path = rows.about "
    "AND rows.about_line BETWEEN runs.first AND runs.last)"
)
_STANDS_FOR_A_RUN = "rows.head = 1"
_TAGGED = (
    "(fold(rows.text) || ' ' GLOB ? OR rows.head AND EXISTS(SELECT 1 FROM runs WHERE runs.path = rows.about "
    "AND rows.about_line BETWEEN runs.first AND runs.last AND instr(' ' || runs.tag || ' ', ' ' || ? || ' ')))"
)


def _ours(connection: sqlite3.Connection) -> sqlite3.Connection:
    """Check that the database is an index of this form, or empty, and then make it one."""
    with _transaction(connection, "DEFERRED"):
        empty = _is_empty(connection)
    if empty:
        with _transaction(connection, "IMMEDIATE"):
            if _is_empty(connection):  # another mlws may have made the tables in the meantime
                for statement in _TABLES.split(";\n"):
                    connection.execute(statement)
    return connection


def _is_empty(connection: sqlite3.Connection) -> bool:
    """Tell whether nothing is in the database yet; Unusable where it is not an index of this form."""
    told = [connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")]
    if told == [_OURS, _FORM]:
        return False
    if told[0] == _OURS:
        raise Outdated("another version of mlws made it")
    if told != [0, 0] or connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]:
        raise Unusable("it is a database of something else")
    return True


@contextmanager
def _transaction(connection: sqlite3.Connection, kind: str) -> Iterator[None]:
    """See one state of the database, and do all that is written or nothing of it."""
    connection.execute(f"BEGIN {kind}")
    try:
        yield
    except BaseException:
        with suppress(sqlite3.Error):  # SQLite has already rolled back what it could not write
            connection.execute("ROLLBACK")
        raise
    connection.execute("COMMIT")


@contextmanager
def _told(path: Path | None) -> Iterator[None]:
    try:
        yield
    except sqlite3.OperationalError as error:
        if "locked" in str(error):
            raise Busy(
                f"{path} is in use", why="another mlws writes it", fix="run it again when that has ended"
            ) from error
        raise
    except sqlite3.DatabaseError as error:
        raise Unusable(str(error)) from error


def _words(text: str, about: str, head: int) -> tuple[str, str]:
    """Give a row's words: what is read, and where it leads; what stands for a run is found by the name of its log."""
    read, paths = search_words.without_targets(text)
    return search_words.findable(read), search_words.findable(f"{paths} {about}" if head else paths)


def digest_of(content: bytes) -> str:
    """Return the digest by which content is known again."""
    return blake2b(content, digest_size=12).hexdigest()
