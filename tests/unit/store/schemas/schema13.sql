-- A library as schema 13 wrote it; never edited. Loaded by tests/unit/store/old_libraries.py.
PRAGMA user_version=13;
PRAGMA application_id=1097753717;
BEGIN TRANSACTION;
CREATE TABLE across_documents (
        document INTEGER PRIMARY KEY REFERENCES documents (row) ON DELETE CASCADE,
        topic    TEXT,
        hashes   BLOB NOT NULL  -- 64-bit numbers, little-endian, so that its shingles can be taken out again
    , date TEXT, subject TEXT NOT NULL DEFAULT '', number TEXT, heading TEXT NOT NULL DEFAULT '', mark INTEGER NOT NULL DEFAULT 0);
CREATE TABLE across_stale (document INTEGER PRIMARY KEY);
INSERT INTO "across_stale" VALUES(1);
INSERT INTO "across_stale" VALUES(2);
CREATE TABLE across_stale_keys (
        round      INTEGER PRIMARY KEY AUTOINCREMENT,  -- another one with every change of the key
        figure_key INTEGER NOT NULL UNIQUE
    );
CREATE TABLE annotations (
        row            INTEGER PRIMARY KEY AUTOINCREMENT,
        id             TEXT NOT NULL UNIQUE,
        document       INTEGER REFERENCES documents (row) ON DELETE SET NULL,
        document_key   TEXT NOT NULL,  -- JSON object: what recognises the reply when it comes back
        position_start INTEGER NOT NULL,
        position_end   INTEGER NOT NULL,
        exact          TEXT NOT NULL,
        prefix         TEXT NOT NULL,
        suffix         TEXT NOT NULL,
        occurrences    INTEGER,
        text_sha256    TEXT NOT NULL,
        normalizer     TEXT NOT NULL,
        fragment       TEXT,           -- JSON array: [paragraph, start, end]
        style          TEXT NOT NULL,
        colour         TEXT NOT NULL,
        note           TEXT NOT NULL,
        tags           TEXT NOT NULL,  -- JSON array of strings
        creator        TEXT NOT NULL,
        task           TEXT,
        created        TEXT NOT NULL,
        modified       TEXT NOT NULL,
        state          TEXT NOT NULL,
        span_start     INTEGER,
        span_end       INTEGER,
        removed_at     TEXT,
        CHECK ((state = 'anchored') = (span_start IS NOT NULL AND span_end IS NOT NULL))
    );
INSERT INTO "annotations" VALUES(1,'1e20d51b-4deb-4490-b2ed-e0419ad01322',1,'{"sha256": "8c2ff47ce86b02e00b0d2b93f6341a5da8518f5ec61719a5bab33086b73c7a57"}',22,30,'023年东区新增','关于在东区增加停车泊位的答复
张三代表：
2','公共停车泊位810个。',1,'8c2ff47ce86b02e00b0d2b93f6341a5da8518f5ec61719a5bab33086b73c7a57','reflow 3, extraction 3','[2, 1, 9]','highlight','yellow','核对0','["停车"]','李四',NULL,'2026-11-21T22:53:30Z','2026-11-21T22:53:30Z','anchored',22,30,NULL);
INSERT INTO "annotations" VALUES(2,'2fbd4e8f-f0ba-4aa1-8cfd-fe356d6e309c',2,'{"sha256": "b2e8fe57a423e6e8b516b358054a108772f099a85bf2f5c2664695328ce06736"}',22,30,'023年西区新增','关于在西区增加停车泊位的答复
张三代表：
2','公共停车泊位811个。',1,'b2e8fe57a423e6e8b516b358054a108772f099a85bf2f5c2664695328ce06736','reflow 3, extraction 3','[2, 1, 9]','highlight','yellow','核对1','["停车"]','李四',NULL,'2026-11-21T22:53:30Z','2026-11-21T22:53:30Z','anchored',22,30,NULL);
CREATE TABLE bookmarks (
        row        INTEGER PRIMARY KEY AUTOINCREMENT,
        id         TEXT NOT NULL UNIQUE,
        document   INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        name       TEXT NOT NULL,
        folder     TEXT NOT NULL,
        position   INTEGER NOT NULL,
        created    TEXT NOT NULL,
        selector   TEXT,               -- JSON object, NULL for a whole document
        removed_at TEXT
    );
INSERT INTO "bookmarks" VALUES(1,'5e115a92-7c24-4a98-b4a4-941130e380d9',1,'重要','',1,'2026-11-21T22:53:30Z',NULL,NULL);
CREATE TABLE change_log (
        sequence INTEGER PRIMARY KEY AUTOINCREMENT,
        at       TEXT NOT NULL,
        action   TEXT NOT NULL,
        subject  TEXT NOT NULL,
        detail   TEXT NOT NULL  -- JSON object
    );
INSERT INTO "change_log" VALUES(1,'2026-11-21T22:53:30Z','import','8c2ff47ce86b02e0','{"name": "0.txt"}');
INSERT INTO "change_log" VALUES(2,'2026-11-21T22:53:30Z','import','b2e8fe57a423e6e8','{"name": "1.txt"}');
INSERT INTO "change_log" VALUES(3,'2026-11-21T22:53:30Z','annotate','1e20d51b-4deb-4490-b2ed-e0419ad01322','{"after": {"id": "1e20d51b-4deb-4490-b2ed-e0419ad01322", "position_start": 22, "position_end": 30, "exact": "023年东区新增", "prefix": "关于在东区增加停车泊位的答复\n张三代表：\n2", "suffix": "公共停车泊位810个。", "occurrences": 1, "text_sha256": "8c2ff47ce86b02e00b0d2b93f6341a5da8518f5ec61719a5bab33086b73c7a57", "normalizer": "reflow 3, extraction 3", "fragment": "[2, 1, 9]", "style": "highlight", "colour": "yellow", "note": "核对0", "tags": "[\"停车\"]", "creator": "李四", "task": null, "created": "2026-11-21T22:53:30Z", "modified": "2026-11-21T22:53:30Z", "state": "anchored", "span_start": 22, "span_end": 30, "document": "8c2ff47ce86b02e0"}}');
INSERT INTO "change_log" VALUES(4,'2026-11-21T22:53:30Z','annotate','2fbd4e8f-f0ba-4aa1-8cfd-fe356d6e309c','{"after": {"id": "2fbd4e8f-f0ba-4aa1-8cfd-fe356d6e309c", "position_start": 22, "position_end": 30, "exact": "023年西区新增", "prefix": "关于在西区增加停车泊位的答复\n张三代表：\n2", "suffix": "公共停车泊位811个。", "occurrences": 1, "text_sha256": "b2e8fe57a423e6e8b516b358054a108772f099a85bf2f5c2664695328ce06736", "normalizer": "reflow 3, extraction 3", "fragment": "[2, 1, 9]", "style": "highlight", "colour": "yellow", "note": "核对1", "tags": "[\"停车\"]", "creator": "李四", "task": null, "created": "2026-11-21T22:53:30Z", "modified": "2026-11-21T22:53:30Z", "state": "anchored", "span_start": 22, "span_end": 30, "document": "b2e8fe57a423e6e8"}}');
INSERT INTO "change_log" VALUES(5,'2026-11-21T22:53:30Z','put bookmark','5e115a92-7c24-4a98-b4a4-941130e380d9','{"id": "5e115a92-7c24-4a98-b4a4-941130e380d9", "name": "重要", "folder": "", "position": 1, "created": "2026-11-21T22:53:30Z", "selector": null, "document_id": "8c2ff47ce86b02e0"}');
CREATE TABLE collection_documents (
        collection INTEGER NOT NULL REFERENCES collections (row) ON DELETE CASCADE,
        document   INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        PRIMARY KEY (collection, document)
    ) WITHOUT ROWID
    ;
CREATE TABLE collections (
        row        INTEGER PRIMARY KEY AUTOINCREMENT,
        id         TEXT NOT NULL UNIQUE,
        name       TEXT NOT NULL,
        position   INTEGER NOT NULL,
        removed_at TEXT
    );
CREATE TABLE commitment_evidence (
        row      INTEGER PRIMARY KEY AUTOINCREMENT,
        document INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        words    TEXT NOT NULL,  -- of the promise
        later    INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        passage  TEXT NOT NULL,
        verdict  TEXT NOT NULL,  -- confirmed or dismissed
        added_at TEXT NOT NULL,
        UNIQUE (document, words, later, passage)
    );
CREATE TABLE commitment_records (
        row        INTEGER PRIMARY KEY AUTOINCREMENT,
        document   INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        words      TEXT NOT NULL,
        state      TEXT NOT NULL,
        note       TEXT NOT NULL,
        dismissed  INTEGER NOT NULL,
        changed_at TEXT NOT NULL,
        UNIQUE (document, words)
    );
CREATE TABLE commitments (
        document       INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        ordinal        INTEGER NOT NULL,
        start          INTEGER NOT NULL,
        "end"          INTEGER NOT NULL,
        words          TEXT NOT NULL,
        what           TEXT NOT NULL,
        who            TEXT,
        deadline_words TEXT,
        deadline       TEXT,
        figure         TEXT,
        strength       TEXT NOT NULL,
        cue            TEXT NOT NULL,
        PRIMARY KEY (document, ordinal)
    ) WITHOUT ROWID
    ;
CREATE TABLE corrections (
        row        INTEGER PRIMARY KEY AUTOINCREMENT,
        id         TEXT NOT NULL UNIQUE,
        document   INTEGER REFERENCES documents (row) ON DELETE CASCADE,
        action     TEXT NOT NULL,
        surface    TEXT NOT NULL,
        type       TEXT,
        canonical  TEXT,
        before     TEXT NOT NULL,
        after      TEXT NOT NULL,
        added_by   TEXT NOT NULL,
        added_at   TEXT NOT NULL,
        removed_at TEXT
    );
CREATE TABLE declined_pairs (
        one         TEXT NOT NULL,  -- hashes of two originals, the smaller first
        other       TEXT NOT NULL,
        declined_at TEXT NOT NULL,
        PRIMARY KEY (one, other)
    ) WITHOUT ROWID
    ;
CREATE TABLE document_states (
        document INTEGER PRIMARY KEY REFERENCES documents (row) ON DELETE CASCADE,
        starred  INTEGER NOT NULL DEFAULT 0,
        read_at  TEXT
    );
CREATE TABLE document_tags (
        document INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        tag      TEXT NOT NULL,
        PRIMARY KEY (document, tag)
    ) WITHOUT ROWID
    ;
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
    , partial INTEGER NOT NULL DEFAULT 0);
INSERT INTO "documents" VALUES(1,'8c2ff47ce86b02e0','8c2ff47ce86b02e00b0d2b93f6341a5da8518f5ec61719a5bab33086b73c7a57','0.txt','text/plain',105,NULL,0,'2026-11-21T22:53:30Z',NULL,'reflow 1','8c2ff47ce86b02e00b0d2b93f6341a5da8518f5ec61719a5bab33086b73c7a57',41,0,'关于在东区增加停车泊位的答复','其他',NULL,'001',NULL,NULL,NULL,NULL,'[]',NULL,NULL,'2023-01-15',NULL,NULL,NULL,NULL,NULL,'{}',0);
INSERT INTO "documents" VALUES(2,'b2e8fe57a423e6e8','b2e8fe57a423e6e8b516b358054a108772f099a85bf2f5c2664695328ce06736','1.txt','text/plain',105,NULL,0,'2026-11-21T22:53:30Z',NULL,'reflow 1','b2e8fe57a423e6e8b516b358054a108772f099a85bf2f5c2664695328ce06736',41,0,'关于在西区增加停车泊位的答复','其他',NULL,'002',NULL,NULL,NULL,NULL,'[]',NULL,NULL,'2023-02-15',NULL,NULL,NULL,NULL,NULL,'{}',0);
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
CREATE TABLE figure_keys (
        row       INTEGER PRIMARY KEY AUTOINCREMENT,
        signature TEXT NOT NULL UNIQUE,
        label     TEXT NOT NULL,
        core      TEXT NOT NULL,
        subject   TEXT NOT NULL,
        unit      TEXT NOT NULL,
        role      TEXT NOT NULL,
        status    TEXT NOT NULL,
        scope     TEXT NOT NULL,
        branch    TEXT NOT NULL,
        home      TEXT NOT NULL,
        block     TEXT NOT NULL,
        series    INTEGER
    , mentions INTEGER NOT NULL DEFAULT 0, leader INTEGER);
CREATE TABLE figure_links (
        document   INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        ordinal    INTEGER NOT NULL,
        figure_key INTEGER NOT NULL REFERENCES figure_keys (row),
        value      TEXT NOT NULL, named TEXT NOT NULL DEFAULT '', mark INTEGER NOT NULL DEFAULT 0,  -- the exact value as a text, empty where the figure is rounded or small
        PRIMARY KEY (document, ordinal)
    ) WITHOUT ROWID
    ;
CREATE TABLE figure_series (
        row        INTEGER PRIMARY KEY AUTOINCREMENT,
        signature  TEXT NOT NULL UNIQUE,  -- of the key that leads it
        name       TEXT NOT NULL,
        unit       TEXT NOT NULL,
        role       TEXT NOT NULL,
        status     TEXT NOT NULL,
        scope      TEXT NOT NULL,
        mentions   INTEGER NOT NULL,
        documents  INTEGER NOT NULL,
        first      TEXT,
        last       TEXT,
        latest     TEXT NOT NULL,
        verdict    TEXT NOT NULL,
        state      TEXT NOT NULL,
        pinned     INTEGER NOT NULL
    );
CREATE TABLE joined_originals (
        document  INTEGER PRIMARY KEY REFERENCES documents (row) ON DELETE CASCADE,
        principal INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        joined_at TEXT NOT NULL
    );
CREATE TABLE library (
        key   TEXT PRIMARY KEY,
        value TEXT NOT NULL
    ) WITHOUT ROWID
    ;
INSERT INTO "library" VALUES('created_at','2026-11-21T22:53:30Z');
INSERT INTO "library" VALUES('created_by','andu 0.1.0');
INSERT INTO "library" VALUES('id','13c40eea-b4b3-4bd6-9318-ef246aefcb74');
CREATE TABLE metric_corrections (
        row          INTEGER PRIMARY KEY AUTOINCREMENT,
        id           TEXT NOT NULL UNIQUE,
        document     INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        surface      TEXT NOT NULL,
        before       TEXT NOT NULL,
        after        TEXT NOT NULL,
        dismissed    INTEGER NOT NULL,
        indicator    TEXT,
        value        REAL,
        value_max    REAL,
        unit         TEXT,
        comparator   TEXT,
        role         TEXT,
        period_text  TEXT,
        period_start TEXT,
        period_end   TEXT,
        scope        TEXT,
        added_by     TEXT NOT NULL,
        added_at     TEXT NOT NULL,
        removed_at   TEXT
    );
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
        scope          TEXT, indicator_words TEXT,
        PRIMARY KEY (document, ordinal)
    ) WITHOUT ROWID
    ;
INSERT INTO "metrics" VALUES(1,0,36,40,'810个','count',810.0,NULL,'个',21,41,'=','level',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
INSERT INTO "metrics" VALUES(2,0,36,40,'811个','count',811.0,NULL,'个',21,41,'=','level',NULL,NULL,NULL,NULL,NULL,NULL,NULL);
CREATE TABLE name_documents (
        name     INTEGER NOT NULL REFERENCES names (row),
        document INTEGER NOT NULL REFERENCES documents (row) ON DELETE CASCADE,
        mentions INTEGER NOT NULL,
        surfaces TEXT NOT NULL,  -- JSON array of strings
        PRIMARY KEY (name, document)
    ) WITHOUT ROWID
    ;
CREATE TABLE names (
        row       INTEGER PRIMARY KEY AUTOINCREMENT,
        name      TEXT NOT NULL,
        type      TEXT NOT NULL,
        mentions  INTEGER NOT NULL,
        documents INTEGER NOT NULL,
        first     TEXT,
        last      TEXT, aliases TEXT NOT NULL DEFAULT '[]',
        UNIQUE (name, type)
    );
CREATE TABLE readings (
        document   INTEGER PRIMARY KEY REFERENCES documents (row) ON DELETE CASCADE,
        text       TEXT NOT NULL,
        paragraphs BLOB NOT NULL,  -- zlib of JSON: [start, end, role, level, page]
        source_map BLOB NOT NULL,  -- zlib of JSON: [text_start, source_start, length]
        warnings   TEXT NOT NULL   -- JSON array of sentences
    , doubts TEXT NOT NULL DEFAULT '[]');
INSERT INTO "readings" VALUES(1,'关于在东区增加停车泊位的答复
张三代表：
2023年东区新增公共停车泊位810个。',X'789C8B8E36D03134D1512AC92CC94955D231D0C92BCDC989D5893634D53132D0512A4ECC292D492CC9CCCF43923332D43131D4514ACA4FA9848BC602002079160F',X'789C8B8E0500011500B9','[]','[]');
INSERT INTO "readings" VALUES(2,'关于在西区增加停车泊位的答复
张三代表：
2023年西区新增公共停车泊位811个。',X'789C8B8E36D03134D1512AC92CC94955D231D0C92BCDC989D5893634D53132D0512A4ECC292D492CC9CCCF43923332D43131D4514ACA4FA9848BC602002079160F',X'789C8B8E0500011500B9','[]','[]');
CREATE TABLE saved_searches (
        row        INTEGER PRIMARY KEY AUTOINCREMENT,
        id         TEXT NOT NULL UNIQUE,
        name       TEXT NOT NULL,
        query      TEXT NOT NULL,
        choices    TEXT NOT NULL,  -- JSON array of [field, value]
        sort       TEXT NOT NULL,
        position   INTEGER NOT NULL,
        created    TEXT NOT NULL,
        removed_at TEXT
    );
CREATE TABLE seals (
            what TEXT NOT NULL,     -- 'document', the name of a table, or 'change_log'
            row  INTEGER NOT NULL,  -- of the document, 0 for a table, the last entry of the log
            sum  INTEGER NOT NULL,
            PRIMARY KEY (what, row)
        ) WITHOUT ROWID
        ;
CREATE TABLE series_decisions (
        row        INTEGER PRIMARY KEY AUTOINCREMENT,
        id         TEXT NOT NULL UNIQUE,
        action     TEXT NOT NULL,
        detail     TEXT NOT NULL,  -- JSON object
        added_at   TEXT NOT NULL,
        removed_at TEXT
    );
CREATE TABLE shingles (
        hash      INTEGER NOT NULL,
        document  INTEGER NOT NULL,
        paragraph INTEGER NOT NULL,
        PRIMARY KEY (hash, document, paragraph)
    ) WITHOUT ROWID
    ;
CREATE TABLE spread_names (name TEXT PRIMARY KEY, type TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE terms (
        row        INTEGER PRIMARY KEY AUTOINCREMENT,
        id         TEXT NOT NULL UNIQUE,
        term       TEXT NOT NULL,
        type       TEXT NOT NULL,
        canonical  TEXT,
        document   INTEGER REFERENCES documents (row) ON DELETE CASCADE,
        added_by   TEXT NOT NULL,
        added_at   TEXT NOT NULL,
        removed_at TEXT
    );
CREATE TABLE waiting_scans (
        sha256   TEXT PRIMARY KEY,
        name     TEXT NOT NULL,
        pages    INTEGER NOT NULL,
        added_at TEXT NOT NULL,
        paused   INTEGER NOT NULL DEFAULT 0
    ) WITHOUT ROWID
    ;
CREATE INDEX documents_by_state ON documents (removed_at, indexed);
CREATE TRIGGER change_log_keeps_its_rows BEFORE DELETE ON change_log
    BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;
CREATE TRIGGER change_log_keeps_its_words BEFORE UPDATE ON change_log
    BEGIN SELECT RAISE(ABORT, 'the change log is append-only'); END;
CREATE INDEX annotations_by_document ON annotations (document, removed_at, span_start);
CREATE UNIQUE INDEX terms_once ON terms (term, coalesce(document, 0)) WHERE removed_at IS NULL;
CREATE INDEX entities_by_name ON entities (coalesce(canonical, surface), type, document);
CREATE INDEX metrics_by_indicator ON metrics (indicator, document);
CREATE INDEX figure_keys_by_block ON figure_keys (block);
CREATE INDEX figure_series_by_weight ON figure_series (pinned DESC, documents DESC, mentions DESC, name);
CREATE INDEX names_by_weight ON names (mentions DESC, name);
CREATE INDEX name_documents_by_document ON name_documents (document);
CREATE TRIGGER across_document_added AFTER INSERT ON documents
    BEGIN INSERT OR IGNORE INTO across_stale VALUES (new.row); END;
CREATE TRIGGER across_document_changed AFTER UPDATE OF removed_at, text_sha256, title, kind, session, number,
        result, subject, issuing_unit, date ON documents
    BEGIN INSERT OR IGNORE INTO across_stale VALUES (new.row); END;
CREATE TRIGGER across_metric_added AFTER INSERT ON metrics
    BEGIN INSERT OR IGNORE INTO across_stale VALUES (new.document); END;
CREATE TRIGGER across_metric_removed AFTER DELETE ON metrics
    BEGIN INSERT OR IGNORE INTO across_stale VALUES (old.document); END;
CREATE TRIGGER across_entity_added AFTER INSERT ON entities
    BEGIN INSERT OR IGNORE INTO across_stale VALUES (new.document); END;
CREATE TRIGGER across_entity_removed AFTER DELETE ON entities
    BEGIN INSERT OR IGNORE INTO across_stale VALUES (old.document); END;
CREATE TRIGGER across_name_removed AFTER DELETE ON name_documents
    BEGIN UPDATE names SET mentions = mentions - old.mentions, documents = documents - 1 WHERE row = old.name; END;
CREATE TRIGGER across_name_added AFTER INSERT ON name_documents
    BEGIN UPDATE names SET mentions = mentions + new.mentions, documents = documents + 1 WHERE row = new.name; END;
CREATE INDEX names_by_type ON names (type, mentions);
CREATE INDEX names_by_documents ON names (documents DESC, mentions DESC, name);
CREATE INDEX names_by_year ON names (last DESC, mentions DESC, name);
CREATE INDEX commitments_by_document ON commitments (document);
CREATE INDEX documents_counted ON documents (removed_at, date, session, issuing_unit, kind, result, id);
CREATE INDEX figure_links_by_value ON figure_links (value, figure_key) WHERE value <> '';
CREATE TRIGGER across_link_added AFTER INSERT ON figure_links
    BEGIN INSERT OR REPLACE INTO across_stale_keys (figure_key) VALUES (new.figure_key); END;
CREATE TRIGGER across_link_removed AFTER DELETE ON figure_links
    BEGIN INSERT OR REPLACE INTO across_stale_keys (figure_key) VALUES (old.figure_key); END;
CREATE INDEX figure_links_by_key ON figure_links (figure_key, value, named);
CREATE INDEX figure_keys_by_series ON figure_keys (series, label, core);
CREATE INDEX across_documents_tied ON across_documents (document, topic, subject, number, heading);
CREATE INDEX documents_titled ON documents (removed_at, date, row, id, title, name);
CREATE TRIGGER across_value_added AFTER INSERT ON figure_links WHEN new.value <> ''
    BEGIN INSERT OR REPLACE INTO across_stale_keys (figure_key) SELECT DISTINCT figure_key FROM figure_links
        WHERE value = new.value AND value <> '' AND 41 = (SELECT count(*) FROM (SELECT 1 FROM figure_links AS other
        WHERE other.value = new.value AND other.value <> '' LIMIT 42)); END;
CREATE TRIGGER across_value_removed AFTER DELETE ON figure_links WHEN old.value <> ''
    BEGIN INSERT OR REPLACE INTO across_stale_keys (figure_key) SELECT DISTINCT figure_key FROM figure_links
        WHERE value = old.value AND value <> '' AND 40 = (SELECT count(*) FROM (SELECT 1 FROM figure_links AS other
        WHERE other.value = old.value AND other.value <> '' LIMIT 42)); END;
CREATE TRIGGER seal_annotations_insert AFTER INSERT ON annotations BEGIN DELETE FROM seals WHERE what = 'annotations'; END;
CREATE TRIGGER seal_annotations_update AFTER UPDATE ON annotations BEGIN DELETE FROM seals WHERE what = 'annotations'; END;
CREATE TRIGGER seal_annotations_delete AFTER DELETE ON annotations BEGIN DELETE FROM seals WHERE what = 'annotations'; END;
CREATE TRIGGER seal_bookmarks_insert AFTER INSERT ON bookmarks BEGIN DELETE FROM seals WHERE what = 'bookmarks'; END;
CREATE TRIGGER seal_bookmarks_update AFTER UPDATE ON bookmarks BEGIN DELETE FROM seals WHERE what = 'bookmarks'; END;
CREATE TRIGGER seal_bookmarks_delete AFTER DELETE ON bookmarks BEGIN DELETE FROM seals WHERE what = 'bookmarks'; END;
CREATE TRIGGER seal_collection_documents_insert AFTER INSERT ON collection_documents BEGIN DELETE FROM seals WHERE what = 'collection_documents'; END;
CREATE TRIGGER seal_collection_documents_update AFTER UPDATE ON collection_documents BEGIN DELETE FROM seals WHERE what = 'collection_documents'; END;
CREATE TRIGGER seal_collection_documents_delete AFTER DELETE ON collection_documents BEGIN DELETE FROM seals WHERE what = 'collection_documents'; END;
CREATE TRIGGER seal_collections_insert AFTER INSERT ON collections BEGIN DELETE FROM seals WHERE what = 'collections'; END;
CREATE TRIGGER seal_collections_update AFTER UPDATE ON collections BEGIN DELETE FROM seals WHERE what = 'collections'; END;
CREATE TRIGGER seal_collections_delete AFTER DELETE ON collections BEGIN DELETE FROM seals WHERE what = 'collections'; END;
CREATE TRIGGER seal_commitment_evidence_insert AFTER INSERT ON commitment_evidence BEGIN DELETE FROM seals WHERE what = 'commitment_evidence'; END;
CREATE TRIGGER seal_commitment_evidence_update AFTER UPDATE ON commitment_evidence BEGIN DELETE FROM seals WHERE what = 'commitment_evidence'; END;
CREATE TRIGGER seal_commitment_evidence_delete AFTER DELETE ON commitment_evidence BEGIN DELETE FROM seals WHERE what = 'commitment_evidence'; END;
CREATE TRIGGER seal_commitment_records_insert AFTER INSERT ON commitment_records BEGIN DELETE FROM seals WHERE what = 'commitment_records'; END;
CREATE TRIGGER seal_commitment_records_update AFTER UPDATE ON commitment_records BEGIN DELETE FROM seals WHERE what = 'commitment_records'; END;
CREATE TRIGGER seal_commitment_records_delete AFTER DELETE ON commitment_records BEGIN DELETE FROM seals WHERE what = 'commitment_records'; END;
CREATE TRIGGER seal_corrections_insert AFTER INSERT ON corrections BEGIN DELETE FROM seals WHERE what = 'corrections'; END;
CREATE TRIGGER seal_corrections_update AFTER UPDATE ON corrections BEGIN DELETE FROM seals WHERE what = 'corrections'; END;
CREATE TRIGGER seal_corrections_delete AFTER DELETE ON corrections BEGIN DELETE FROM seals WHERE what = 'corrections'; END;
CREATE TRIGGER seal_declined_pairs_insert AFTER INSERT ON declined_pairs BEGIN DELETE FROM seals WHERE what = 'declined_pairs'; END;
CREATE TRIGGER seal_declined_pairs_update AFTER UPDATE ON declined_pairs BEGIN DELETE FROM seals WHERE what = 'declined_pairs'; END;
CREATE TRIGGER seal_declined_pairs_delete AFTER DELETE ON declined_pairs BEGIN DELETE FROM seals WHERE what = 'declined_pairs'; END;
CREATE TRIGGER seal_document_states_insert AFTER INSERT ON document_states BEGIN DELETE FROM seals WHERE what = 'document_states'; END;
CREATE TRIGGER seal_document_states_update AFTER UPDATE ON document_states BEGIN DELETE FROM seals WHERE what = 'document_states'; END;
CREATE TRIGGER seal_document_states_delete AFTER DELETE ON document_states BEGIN DELETE FROM seals WHERE what = 'document_states'; END;
CREATE TRIGGER seal_document_tags_insert AFTER INSERT ON document_tags BEGIN DELETE FROM seals WHERE what = 'document_tags'; END;
CREATE TRIGGER seal_document_tags_update AFTER UPDATE ON document_tags BEGIN DELETE FROM seals WHERE what = 'document_tags'; END;
CREATE TRIGGER seal_document_tags_delete AFTER DELETE ON document_tags BEGIN DELETE FROM seals WHERE what = 'document_tags'; END;
CREATE TRIGGER seal_joined_originals_insert AFTER INSERT ON joined_originals BEGIN DELETE FROM seals WHERE what = 'joined_originals'; END;
CREATE TRIGGER seal_joined_originals_update AFTER UPDATE ON joined_originals BEGIN DELETE FROM seals WHERE what = 'joined_originals'; END;
CREATE TRIGGER seal_joined_originals_delete AFTER DELETE ON joined_originals BEGIN DELETE FROM seals WHERE what = 'joined_originals'; END;
CREATE TRIGGER seal_library_insert AFTER INSERT ON library BEGIN DELETE FROM seals WHERE what = 'library'; END;
CREATE TRIGGER seal_library_update AFTER UPDATE ON library BEGIN DELETE FROM seals WHERE what = 'library'; END;
CREATE TRIGGER seal_library_delete AFTER DELETE ON library BEGIN DELETE FROM seals WHERE what = 'library'; END;
CREATE TRIGGER seal_metric_corrections_insert AFTER INSERT ON metric_corrections BEGIN DELETE FROM seals WHERE what = 'metric_corrections'; END;
CREATE TRIGGER seal_metric_corrections_update AFTER UPDATE ON metric_corrections BEGIN DELETE FROM seals WHERE what = 'metric_corrections'; END;
CREATE TRIGGER seal_metric_corrections_delete AFTER DELETE ON metric_corrections BEGIN DELETE FROM seals WHERE what = 'metric_corrections'; END;
CREATE TRIGGER seal_saved_searches_insert AFTER INSERT ON saved_searches BEGIN DELETE FROM seals WHERE what = 'saved_searches'; END;
CREATE TRIGGER seal_saved_searches_update AFTER UPDATE ON saved_searches BEGIN DELETE FROM seals WHERE what = 'saved_searches'; END;
CREATE TRIGGER seal_saved_searches_delete AFTER DELETE ON saved_searches BEGIN DELETE FROM seals WHERE what = 'saved_searches'; END;
CREATE TRIGGER seal_series_decisions_insert AFTER INSERT ON series_decisions BEGIN DELETE FROM seals WHERE what = 'series_decisions'; END;
CREATE TRIGGER seal_series_decisions_update AFTER UPDATE ON series_decisions BEGIN DELETE FROM seals WHERE what = 'series_decisions'; END;
CREATE TRIGGER seal_series_decisions_delete AFTER DELETE ON series_decisions BEGIN DELETE FROM seals WHERE what = 'series_decisions'; END;
CREATE TRIGGER seal_terms_insert AFTER INSERT ON terms BEGIN DELETE FROM seals WHERE what = 'terms'; END;
CREATE TRIGGER seal_terms_update AFTER UPDATE ON terms BEGIN DELETE FROM seals WHERE what = 'terms'; END;
CREATE TRIGGER seal_terms_delete AFTER DELETE ON terms BEGIN DELETE FROM seals WHERE what = 'terms'; END;
CREATE TRIGGER seal_waiting_scans_insert AFTER INSERT ON waiting_scans BEGIN DELETE FROM seals WHERE what = 'waiting_scans'; END;
CREATE TRIGGER seal_waiting_scans_update AFTER UPDATE ON waiting_scans BEGIN DELETE FROM seals WHERE what = 'waiting_scans'; END;
CREATE TRIGGER seal_waiting_scans_delete AFTER DELETE ON waiting_scans BEGIN DELETE FROM seals WHERE what = 'waiting_scans'; END;
CREATE TRIGGER seal_readings_insert AFTER INSERT ON readings BEGIN DELETE FROM seals WHERE what = 'document' AND row = new.document; END;
CREATE TRIGGER seal_readings_update AFTER UPDATE ON readings BEGIN DELETE FROM seals WHERE what = 'document' AND row = new.document; END;
CREATE TRIGGER seal_readings_delete AFTER DELETE ON readings BEGIN DELETE FROM seals WHERE what = 'document' AND row = old.document; END;
CREATE TRIGGER seal_entities_insert AFTER INSERT ON entities BEGIN DELETE FROM seals WHERE what = 'document' AND row = new.document; END;
CREATE TRIGGER seal_entities_update AFTER UPDATE ON entities BEGIN DELETE FROM seals WHERE what = 'document' AND row = new.document; END;
CREATE TRIGGER seal_entities_delete AFTER DELETE ON entities BEGIN DELETE FROM seals WHERE what = 'document' AND row = old.document; END;
CREATE TRIGGER seal_metrics_insert AFTER INSERT ON metrics BEGIN DELETE FROM seals WHERE what = 'document' AND row = new.document; END;
CREATE TRIGGER seal_metrics_update AFTER UPDATE ON metrics BEGIN DELETE FROM seals WHERE what = 'document' AND row = new.document; END;
CREATE TRIGGER seal_metrics_delete AFTER DELETE ON metrics BEGIN DELETE FROM seals WHERE what = 'document' AND row = old.document; END;
CREATE TRIGGER seal_documents_update AFTER UPDATE OF "row", "id", "sha256", "name", "media_type", "size", "pages", "ocr", "imported_at", "removed_at", "pipeline_version", "text_sha256", "characters", "title", "kind", "session", "number", "result", "result_raw", "signer", "doc_no", "addressees", "subject", "issuing_unit", "date", "disclosure", "contact_person", "contact_phone", "address", "postcode", "spans", "partial" ON documents BEGIN DELETE FROM seals WHERE what = 'document' AND row = new.row; END;
CREATE TRIGGER seal_documents_delete AFTER DELETE ON documents BEGIN DELETE FROM seals WHERE what = 'document' AND row = old.row; END;
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('across_stale_keys',0);
INSERT INTO "sqlite_sequence" VALUES('documents',2);
INSERT INTO "sqlite_sequence" VALUES('change_log',5);
INSERT INTO "sqlite_sequence" VALUES('annotations',2);
INSERT INTO "sqlite_sequence" VALUES('bookmarks',1);
COMMIT;
