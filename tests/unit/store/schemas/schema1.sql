-- A library as schema 1 wrote it; never edited. Loaded by tests/unit/store/old_libraries.py.
PRAGMA user_version=1;
PRAGMA application_id=1097753717;
BEGIN TRANSACTION;
CREATE TABLE change_log (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        at       TEXT NOT NULL,
        action   TEXT NOT NULL,
        subject  TEXT NOT NULL,
        detail   TEXT NOT NULL  -- JSON object
    );
INSERT INTO "change_log" VALUES(1,'2026-11-21T15:15:08Z','import','8c2ff47ce86b02e0','{"name": "0.txt"}');
INSERT INTO "change_log" VALUES(2,'2026-11-21T15:15:08Z','import','b2e8fe57a423e6e8','{"name": "1.txt"}');
CREATE TABLE documents (
        row              INTEGER PRIMARY KEY AUTOINCREMENT,
        id               TEXT NOT NULL UNIQUE,
        sha256           TEXT NOT NULL UNIQUE,
        name             TEXT NOT NULL,
        media_type       TEXT NOT NULL,
        size             INTEGER NOT NULL,
        pages            INTEGER,
        ocr              INTEGER NOT NULL DEFAULT 0,
        imported_at      TEXT NOT NULL,
        removed_at       TEXT,
        pipeline_version TEXT NOT NULL,
        text_sha256      TEXT NOT NULL,
        characters       INTEGER NOT NULL,
        indexed          INTEGER NOT NULL DEFAULT 0,
        title            TEXT,
        kind             TEXT NOT NULL,
        session          TEXT,
        number           TEXT,
        result           TEXT,
        result_raw       TEXT,
        signer           TEXT,
        doc_no           TEXT,
        addressees       TEXT NOT NULL,  -- JSON array of strings
        subject          TEXT,
        issuing_unit     TEXT,
        date             TEXT,
        disclosure       TEXT,
        contact_person   TEXT,
        contact_phone    TEXT,
        address          TEXT,
        postcode         TEXT,
        spans            TEXT NOT NULL   -- JSON object: field -> [start, end]
    );
INSERT INTO "documents" VALUES(1,'8c2ff47ce86b02e0','8c2ff47ce86b02e00b0d2b93f6341a5da8518f5ec61719a5bab33086b73c7a57','0.txt','text/plain',105,NULL,0,'2026-11-21T15:15:08Z',NULL,'reflow 1','8c2ff47ce86b02e00b0d2b93f6341a5da8518f5ec61719a5bab33086b73c7a57',41,0,'关于在东区增加停车泊位的答复','其他',NULL,'001',NULL,NULL,NULL,NULL,'[]',NULL,NULL,'2023-01-15',NULL,NULL,NULL,NULL,NULL,'{}');
INSERT INTO "documents" VALUES(2,'b2e8fe57a423e6e8','b2e8fe57a423e6e8b516b358054a108772f099a85bf2f5c2664695328ce06736','1.txt','text/plain',105,NULL,0,'2026-11-21T15:15:08Z',NULL,'reflow 1','b2e8fe57a423e6e8b516b358054a108772f099a85bf2f5c2664695328ce06736',41,0,'关于在西区增加停车泊位的答复','其他',NULL,'002',NULL,NULL,NULL,NULL,'[]',NULL,NULL,'2023-02-15',NULL,NULL,NULL,NULL,NULL,'{}');
CREATE TABLE entities (
        document  INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        ordinal   INTEGER NOT NULL,
        start     INTEGER NOT NULL,
        "end"     INTEGER NOT NULL,
        surface   TEXT NOT NULL,
        type      TEXT NOT NULL,
        source    TEXT NOT NULL,
        canonical TEXT,
        PRIMARY KEY (document, ordinal)
    ) WITHOUT ROWID
    ;
INSERT INTO "entities" VALUES(1,0,15,17,'张三','PER','rule',NULL);
INSERT INTO "entities" VALUES(2,0,15,17,'张三','PER','rule',NULL);
CREATE TABLE library (
        key   TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) WITHOUT ROWID
    ;
INSERT INTO "library" VALUES('created_at','2026-11-21T15:15:08Z');
INSERT INTO "library" VALUES('created_by','andu 0.1.0');
INSERT INTO "library" VALUES('id','c778fe0b-68d7-471b-948d-ded166243ad7');
CREATE TABLE metrics (
        document       INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        ordinal        INTEGER NOT NULL,
        start          INTEGER NOT NULL,
        "end"          INTEGER NOT NULL,
        surface        TEXT NOT NULL,
        type           TEXT NOT NULL,
        value          REAL NOT NULL,
        value_max      REAL,
        unit           TEXT NOT NULL,
        sentence_start INTEGER NOT NULL,
        sentence_end   INTEGER NOT NULL,
        comparator     TEXT NOT NULL,
        role           TEXT NOT NULL,
        indicator      TEXT,
        qualifier      TEXT,
        period_text    TEXT,
        period_start   TEXT,
        period_end     TEXT,
        scope          TEXT,
        PRIMARY KEY (document, ordinal)
    ) WITHOUT ROWID
    ;
INSERT INTO "metrics" VALUES(1,0,36,40,'810个','count',810.0,NULL,'个',21,41,'=','level','公共停车泊位',NULL,NULL,NULL,NULL,NULL);
INSERT INTO "metrics" VALUES(2,0,36,40,'811个','count',811.0,NULL,'个',21,41,'=','level','公共停车泊位',NULL,NULL,NULL,NULL,NULL);
CREATE TABLE readings (
        document   INTEGER PRIMARY KEY REFERENCES documents (row) ON DELETE CASCADE,
        text       TEXT NOT NULL,
        paragraphs BLOB NOT NULL,  -- zlib of JSON: [start, end, role, level, page]
        source_map BLOB NOT NULL,  -- zlib of JSON: [text_start, source_start, length]
        warnings   TEXT NOT NULL   -- JSON array of sentences
    );
INSERT INTO "readings" VALUES(1,'关于在东区增加停车泊位的答复
张三代表：
2023年东区新增公共停车泊位810个。',X'789C8B8E36D03134D1512AC92CC94955D231D0C92BCDC989D5893634D53132D0512A4ECC292D492CC9CCCF43923332D43131D4514ACA4FA9848BC602002079160F',X'789C8B8E0500011500B9','[]');
INSERT INTO "readings" VALUES(2,'关于在西区增加停车泊位的答复
张三代表：
2023年西区新增公共停车泊位811个。',X'789C8B8E36D03134D1512AC92CC94955D231D0C92BCDC989D5893634D53132D0512A4ECC292D492CC9CCCF43923332D43131D4514ACA4FA9848BC602002079160F',X'789C8B8E0500011500B9','[]');
CREATE INDEX documents_by_state ON documents (removed_at, indexed);
CREATE TRIGGER change_log_keeps_its_rows BEFORE DELETE ON change_log
    BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;
CREATE TRIGGER change_log_keeps_its_words BEFORE UPDATE ON change_log
    BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('documents',2);
INSERT INTO "sqlite_sequence" VALUES('change_log',2);
COMMIT;
