"""Tables of the catalog. Their version is kept in ``PRAGMA user_version``."""

SCHEMA_VERSION = 3
READABLE_VERSION = 2
"""Oldest version whose tables can be read as they are, where they cannot be changed."""

_NEW_IN_2 = """
CREATE TABLE cuts (                   -- what was left out of a report's text or stood beside it
    report_id TEXT NOT NULL REFERENCES reports (report_id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,           -- code point of the report's text before which it stood
    reason TEXT NOT NULL,
    text TEXT NOT NULL,
    PRIMARY KEY (report_id, ordinal)
) WITHOUT ROWID;
CREATE TABLE signatures (             -- vectorstore.duplicates.Signature
    report_id TEXT PRIMARY KEY REFERENCES reports (report_id) ON DELETE CASCADE,
    digest TEXT NOT NULL,
    letters INTEGER NOT NULL,
    blanks INTEGER NOT NULL,
    minhash BLOB NOT NULL,
    compared INTEGER NOT NULL         -- whether it was compared to all that were there
) WITHOUT ROWID;
CREATE TABLE alike (                  -- pairs of reports that were compared letter by letter
    one TEXT NOT NULL REFERENCES reports (report_id) ON DELETE CASCADE,
    other TEXT NOT NULL REFERENCES reports (report_id) ON DELETE CASCADE,
    share REAL NOT NULL,              -- vectorstore.duplicates.common_share
    PRIMARY KEY (one, other)
) WITHOUT ROWID;
CREATE INDEX alike_other ON alike (other);
CREATE TABLE corrections (            -- made by hand; they outlive the reports they are about
    correction_id INTEGER PRIMARY KEY,
    report_id TEXT UNIQUE,            -- the report they apply to; NULL while there is none
    made_for TEXT NOT NULL,           -- id of the report they applied to last
    source TEXT NOT NULL,             -- source, position, title and signature of that report
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    digest TEXT NOT NULL,
    minhash BLOB NOT NULL,
    changes TEXT NOT NULL             -- JSON of vectorstore.models.Changes
);
"""

_NEW_IN_3 = """
CREATE TABLE judgements (             -- what language models said; asking again costs nothing
    question TEXT PRIMARY KEY,        -- vectorstore.judgements.key_of
    yes INTEGER NOT NULL,
    probability REAL,                 -- of yes; NULL when the model tells none
    reason TEXT NOT NULL,
    day INTEGER NOT NULL              -- when it was said, in days since 1970
) WITHOUT ROWID;
"""

SCHEMA = (
    """
CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE sources (
    source TEXT PRIMARY KEY,          -- name in the index, unique over all folders
    folder TEXT NOT NULL,             -- absolute path of the folder it came from
    path TEXT NOT NULL,               -- path relative to the folder
    sha256 TEXT NOT NULL,
    media_type TEXT NOT NULL,
    size INTEGER NOT NULL,
    pipeline TEXT NOT NULL,           -- version of the reading code
    UNIQUE (folder, path)
);
CREATE TABLE failures (
    folder TEXT NOT NULL,
    path TEXT NOT NULL,
    category TEXT NOT NULL,
    message TEXT NOT NULL,
    PRIMARY KEY (folder, path)
) WITHOUT ROWID;
CREATE TABLE reports (
    rowid INTEGER PRIMARY KEY,        -- also the row of reports_fts
    report_id TEXT NOT NULL UNIQUE,
    source TEXT NOT NULL REFERENCES sources (source) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    title TEXT NOT NULL,
    text TEXT NOT NULL,
    region TEXT NOT NULL,             -- JSON of ingest.models.Region
    year INTEGER,
    period TEXT,
    doc_type TEXT NOT NULL,
    duplicate_of TEXT,                -- set by vectorstore.linking
    outlook TEXT,
    issuer TEXT,
    official INTEGER NOT NULL DEFAULT 1,
    UNIQUE (source, position)
);
CREATE TABLE sections (
    report_id TEXT NOT NULL REFERENCES reports (report_id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    parent INTEGER,
    level INTEGER NOT NULL,
    heading TEXT NOT NULL,
    heading_path TEXT NOT NULL,       -- JSON list
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    PRIMARY KEY (report_id, ordinal)
) WITHOUT ROWID;
CREATE TABLE passages (
    rowid INTEGER PRIMARY KEY,        -- also the row of passages_fts
    passage_id TEXT NOT NULL UNIQUE,
    report_id TEXT NOT NULL REFERENCES reports (report_id) ON DELETE CASCADE,
    ordinal INTEGER NOT NULL,
    start INTEGER NOT NULL,
    "end" INTEGER NOT NULL,
    heading_path TEXT NOT NULL,       -- JSON list
    kind TEXT NOT NULL,
    page INTEGER,
    vector_id TEXT                    -- several passages of equal words share one vector
);
CREATE INDEX passages_report ON passages (report_id, ordinal);
CREATE INDEX passages_vector ON passages (vector_id);
-- Contentless: the tokens are made from reports.text, which is the truth.
CREATE VIRTUAL TABLE reports_fts USING fts5(body, content='', tokenize='ascii');
CREATE VIRTUAL TABLE passages_fts USING fts5(body, context, content='', tokenize='ascii');
CREATE VIRTUAL TABLE passages_vocab USING fts5vocab(passages_fts, 'row');
"""
    + _NEW_IN_2
    + _NEW_IN_3
)

MIGRATIONS = {
    1: """
ALTER TABLE reports ADD COLUMN outlook TEXT;
ALTER TABLE reports ADD COLUMN issuer TEXT;
ALTER TABLE reports ADD COLUMN official INTEGER NOT NULL DEFAULT 1;
"""
    + _NEW_IN_2,
    2: _NEW_IN_3,
}
"""What turns the tables of a version into those of the next."""
