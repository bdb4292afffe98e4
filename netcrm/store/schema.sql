-- What SQLModel cannot say: partial and composite indexes, the search index, views.

CREATE INDEX exchange_of_contact ON exchange (contact_id, "on");
CREATE INDEX exchange_by_day ON exchange ("on", contact_id, direction, kind, size);
CREATE INDEX exchange_by_source ON exchange (source_letter, source_id)
  WHERE source_letter IS NOT NULL;
CREATE INDEX follow_up_open ON follow_up (due_on) WHERE done_on IS NULL;
CREATE INDEX contact_touch ON contact (next_touch_on)
  WHERE next_touch_on IS NOT NULL AND archived_on IS NULL;
CREATE INDEX contact_in_lists ON contact (sort_name) WHERE archived_on IS NULL;
CREATE INDEX contact_archived ON contact (sort_name) WHERE archived_on IS NOT NULL;
CREATE INDEX follow_up_despite ON follow_up (made_on) WHERE despite IS NOT NULL;
CREATE INDEX interaction_by_day ON interaction ("on");
CREATE INDEX origin_of_record ON origin (letter, record_id);
CREATE INDEX contact_to_place ON contact (imported_from, placed_on)
  WHERE imported_from IS NOT NULL AND placed_on IS NULL AND archived_on IS NULL;
CREATE INDEX goal_open ON goal (by_on) WHERE state = 'open';
CREATE INDEX boundary ON expectation (contact_id) WHERE stance = 'avoids';

-- Substrings of three and more folded characters are found by trigram: people in one index, all
-- that happened in another, so that the newest of a million texts are found without sorting them.
CREATE VIEW search_text_of_people AS
  SELECT id, folded FROM search_text WHERE letter = 'c';
CREATE VIEW search_text_of_records AS
  SELECT id, folded FROM search_text WHERE letter <> 'c';
CREATE VIRTUAL TABLE search_index_people USING fts5(
  folded, content='search_text_of_people', content_rowid='id', tokenize='trigram', detail='full'
);
CREATE VIRTUAL TABLE search_index USING fts5(
  folded, content='search_text_of_records', content_rowid='id', tokenize='trigram', detail='full'
);
CREATE TRIGGER search_text_of_people_added AFTER INSERT ON search_text WHEN new.letter = 'c' BEGIN
  INSERT INTO search_index_people (rowid, folded) VALUES (new.id, new.folded);
END;
CREATE TRIGGER search_text_of_people_gone AFTER DELETE ON search_text WHEN old.letter = 'c' BEGIN
  INSERT INTO search_index_people (search_index_people, rowid, folded) VALUES ('delete', old.id, old.folded);
END;
CREATE TRIGGER search_text_of_people_changed AFTER UPDATE OF folded ON search_text
WHEN old.letter = 'c' BEGIN
  INSERT INTO search_index_people (search_index_people, rowid, folded) VALUES ('delete', old.id, old.folded);
  INSERT INTO search_index_people (rowid, folded) VALUES (new.id, new.folded);
END;
CREATE TRIGGER search_text_of_records_added AFTER INSERT ON search_text WHEN new.letter <> 'c' BEGIN
  INSERT INTO search_index (rowid, folded) VALUES (new.id, new.folded);
END;
CREATE TRIGGER search_text_of_records_gone AFTER DELETE ON search_text WHEN old.letter <> 'c' BEGIN
  INSERT INTO search_index (search_index, rowid, folded) VALUES ('delete', old.id, old.folded);
END;
CREATE TRIGGER search_text_of_records_changed AFTER UPDATE OF folded ON search_text
WHEN old.letter <> 'c' BEGIN
  INSERT INTO search_index (search_index, rowid, folded) VALUES ('delete', old.id, old.folded);
  INSERT INTO search_index (rowid, folded) VALUES (new.id, new.folded);
END;

-- Every day on which I was in touch with somebody: the last one is contact.last_contact_on.
CREATE VIEW contact_day AS
  SELECT p.contact_id, i."on" FROM participant p JOIN interaction i ON i.id = p.interaction_id
    WHERE i.touch
  UNION ALL
  SELECT contact_id, "on" FROM exchange WHERE touch
  UNION ALL
  SELECT contact_id, "on" FROM telling WHERE touch
  UNION ALL
  SELECT contact_id, sent_on FROM ask WHERE sent_on IS NOT NULL AND side = 'mine' AND touch
  UNION ALL
  SELECT b_id, made_on FROM introduction WHERE a_id = 0 AND made_on IS NOT NULL AND touch
  UNION ALL
  SELECT a_id, made_on FROM introduction WHERE b_id = 0 AND made_on IS NOT NULL AND touch;

-- For people who query the file themselves: each relationship's given and received.
CREATE VIEW balance AS
  SELECT id AS contact_id, name, given, received, last_exchange_on, open_loops
  FROM contact WHERE id <> 0;

-- Everything with a stored day; "overdue" is for the reader to say, who knows what today is.
CREATE VIEW follow_up_day AS
  SELECT CASE kind WHEN 'promise' THEN 'p' WHEN 'step' THEN 's' ELSE 'm' END || id AS id, kind, owner, contact_id,
    text, due_on FROM follow_up WHERE done_on IS NULL
  UNION ALL
  SELECT 'l' || id, 'loop', 'me', contact_id, text, loop_due_on FROM exchange
    WHERE loop_due_on IS NOT NULL
  UNION ALL
  SELECT 'a' || id, 'ask', CASE side WHEN 'mine' THEN 'them' ELSE 'me' END, contact_id, text,
    due_on FROM ask WHERE due_on IS NOT NULL
  UNION ALL
  SELECT 'i' || id, 'introduction', 'them', introducer_id, coalesce(why, ''), due_on
    FROM introduction WHERE due_on IS NOT NULL
  UNION ALL
  SELECT 'r' || id, 'recommendation', CASE recommender_id WHEN 0 THEN 'me' ELSE 'them' END,
    recommender_id, coalesce(text, ''), due_on FROM recommendation WHERE due_on IS NOT NULL
  UNION ALL
  SELECT 't' || id, 'touch', 'me', id, '', next_touch_on FROM contact
    WHERE next_touch_on IS NOT NULL AND archived_on IS NULL;

-- What happened with each contact, in one list.
CREATE VIEW timeline AS
  SELECT p.contact_id, i."on", 'n' || i.id AS id, i.channel AS word, i.text
    FROM participant p JOIN interaction i ON i.id = p.interaction_id
  UNION ALL
  SELECT contact_id, "on", 'e' || id, direction, text FROM exchange
  UNION ALL
  SELECT contact_id, "on", 'l' || exchange_id, 'told', text FROM telling;

-- Every command that wrote, numbered; the rows as they were before it. A row that was not there
-- before has no image, and rows that were made together are one range of ids, since ids only grow.
-- What a row was afterwards is the next image of it, or the row itself.
CREATE TABLE journal (
  id INTEGER PRIMARY KEY AUTOINCREMENT,
  at DATETIME NOT NULL,
  command TEXT NOT NULL,
  said TEXT NOT NULL,
  kind TEXT NOT NULL CHECK (kind IN ('command', 'undo', 'redo', 'barrier')),
  reverts_id INTEGER REFERENCES journal (id),
  reverted_by_id INTEGER REFERENCES journal (id)
);
CREATE TABLE journal_image (
  entry_id INTEGER NOT NULL REFERENCES journal (id),
  table_name TEXT NOT NULL,
  first_id INTEGER NOT NULL,
  last_id INTEGER NOT NULL,
  before TEXT,
  PRIMARY KEY (entry_id, table_name, first_id)
) WITHOUT ROWID;
CREATE INDEX journal_image_of_row ON journal_image (table_name, first_id, last_id);
CREATE TABLE journal_contact (
  contact_id INTEGER NOT NULL,
  entry_id INTEGER NOT NULL REFERENCES journal (id),
  PRIMARY KEY (contact_id, entry_id)
) WITHOUT ROWID;
CREATE INDEX journal_in_force ON journal (kind, id) WHERE reverted_by_id IS NULL;
