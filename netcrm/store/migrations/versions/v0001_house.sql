-- The schema of version 1, as it was released. Never edited.

CREATE TABLE contact (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  sort_name VARCHAR NOT NULL,
  organization VARCHAR,
  organization_folded VARCHAR,
  title VARCHAR,
  city VARCHAR,
  birthday VARCHAR,
  birthday_md VARCHAR,
  birthday_done_year INTEGER,
  birthday_snoozed_to DATE,
  cadence VARCHAR,
  met_on DATE,
  met_where VARCHAR,
  through_id INTEGER,
  note VARCHAR,
  added_on DATE NOT NULL,
  archived_on DATE,
  touch_snoozed_to DATE,
  imported_from VARCHAR,
  changed_at DATETIME NOT NULL,
  last_contact_on DATE,
  next_touch_on DATE,
  given INTEGER NOT NULL,
  received INTEGER NOT NULL,
  last_exchange_on DATE,
  open_loops INTEGER NOT NULL,
  UNIQUE (uid),
  FOREIGN KEY(through_id) REFERENCES contact (id) ON DELETE SET NULL
);

CREATE TABLE interaction (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid VARCHAR NOT NULL,
  "on" DATE NOT NULL,
  channel VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  touch BOOLEAN NOT NULL,
  CONSTRAINT channel_known CHECK (channel IN ('meeting', 'call', 'email', 'message', 'event', 'letter')),
  UNIQUE (uid)
);

CREATE TABLE setting (
  name VARCHAR NOT NULL,
  value VARCHAR NOT NULL,
  PRIMARY KEY (name)
);

CREATE TABLE contact_point (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  kind VARCHAR NOT NULL,
  value VARCHAR NOT NULL,
  folded VARCHAR NOT NULL,
  CONSTRAINT kind_known CHECK (kind IN ('email', 'phone', 'url')),
  CONSTRAINT point_once UNIQUE (contact_id, kind, folded),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);

CREATE TABLE alias (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  folded VARCHAR NOT NULL,
  CONSTRAINT alias_once UNIQUE (contact_id, folded),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);

CREATE TABLE tag (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  folded VARCHAR NOT NULL,
  CONSTRAINT tag_once UNIQUE (contact_id, folded),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);

CREATE TABLE topic (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  relation VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  folded VARCHAR NOT NULL,
  CONSTRAINT relation_known CHECK (relation IN ('knows', 'cares')),
  CONSTRAINT topic_once UNIQUE (contact_id, relation, folded),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);

CREATE TABLE name_word (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  word VARCHAR NOT NULL,
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);

CREATE TABLE tie (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  a_id INTEGER NOT NULL,
  b_id INTEGER NOT NULL,
  strength INTEGER,
  a_trusts_b INTEGER,
  b_trusts_a INTEGER,
  how VARCHAR,
  CONSTRAINT tie_order CHECK (a_id < b_id),
  CONSTRAINT strength_scale CHECK (strength BETWEEN 1 AND 5),
  CONSTRAINT a_trusts_b_scale CHECK (a_trusts_b BETWEEN 1 AND 5),
  CONSTRAINT b_trusts_a_scale CHECK (b_trusts_a BETWEEN 1 AND 5),
  CONSTRAINT tie_once UNIQUE (a_id, b_id),
  FOREIGN KEY(a_id) REFERENCES contact (id) ON DELETE CASCADE,
  FOREIGN KEY(b_id) REFERENCES contact (id) ON DELETE CASCADE
);

CREATE TABLE participant (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  interaction_id INTEGER NOT NULL,
  contact_id INTEGER NOT NULL,
  CONSTRAINT participant_once UNIQUE (interaction_id, contact_id),
  FOREIGN KEY(interaction_id) REFERENCES interaction (id) ON DELETE CASCADE,
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);

CREATE TABLE mention (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  letter VARCHAR NOT NULL,
  record_id INTEGER NOT NULL,
  CONSTRAINT mention_once UNIQUE (letter, record_id, contact_id),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);

CREATE TABLE exchange (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid VARCHAR NOT NULL,
  contact_id INTEGER NOT NULL,
  direction VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  size INTEGER NOT NULL,
  "on" DATE NOT NULL,
  text VARCHAR NOT NULL,
  terms VARCHAR,
  outcome VARCHAR,
  outcome_told_on DATE,
  loop_due_on DATE,
  touch BOOLEAN NOT NULL,
  recorded_on DATE NOT NULL,
  source_letter VARCHAR,
  source_id INTEGER,
  interaction_id INTEGER,
  CONSTRAINT direction_known CHECK (direction IN ('gave', 'received')),
  CONSTRAINT kind_known CHECK (kind IN ('information', 'contact', 'experience', 'recommendation', 'time', 'resource')),
  CONSTRAINT size_scale CHECK (size BETWEEN 1 AND 5),
  UNIQUE (uid),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
  FOREIGN KEY(interaction_id) REFERENCES interaction (id) ON DELETE SET NULL
);

CREATE TABLE follow_up (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid VARCHAR NOT NULL,
  kind VARCHAR NOT NULL,
  owner VARCHAR NOT NULL,
  contact_id INTEGER NOT NULL,
  text VARCHAR NOT NULL,
  due_on DATE NOT NULL,
  every VARCHAR,
  anchor_on DATE,
  made_on DATE NOT NULL,
  done_on DATE,
  done_text VARCHAR,
  after_id INTEGER,
  interaction_id INTEGER,
  CONSTRAINT kind_known CHECK (kind IN ('promise', 'reminder')),
  CONSTRAINT owner_known CHECK (owner IN ('me', 'them')),
  UNIQUE (uid),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
  FOREIGN KEY(after_id) REFERENCES follow_up (id) ON DELETE SET NULL,
  FOREIGN KEY(interaction_id) REFERENCES interaction (id) ON DELETE SET NULL
);

CREATE TABLE search_text (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  letter VARCHAR NOT NULL,
  record_id INTEGER NOT NULL,
  folded VARCHAR NOT NULL,
  CONSTRAINT text_once UNIQUE (letter, record_id, contact_id),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);

CREATE TABLE telling (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  exchange_id INTEGER NOT NULL,
  contact_id INTEGER NOT NULL,
  "on" DATE NOT NULL,
  text VARCHAR NOT NULL,
  touch BOOLEAN NOT NULL,
  FOREIGN KEY(exchange_id) REFERENCES exchange (id) ON DELETE CASCADE,
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);

CREATE VIRTUAL TABLE search_index USING fts5(
  folded, content='search_text', content_rowid='id', tokenize='trigram', detail='full'
);

CREATE INDEX contact_in_lists ON contact (sort_name) WHERE archived_on IS NULL;

CREATE INDEX contact_touch ON contact (next_touch_on)
  WHERE next_touch_on IS NOT NULL AND archived_on IS NULL;

CREATE INDEX exchange_by_day ON exchange ("on", contact_id, direction, kind, size);

CREATE INDEX exchange_by_source ON exchange (source_letter, source_id)
  WHERE source_letter IS NOT NULL;

CREATE INDEX exchange_of_contact ON exchange (contact_id, "on");

CREATE INDEX follow_up_open ON follow_up (due_on) WHERE done_on IS NULL;

CREATE INDEX interaction_by_day ON interaction ("on");

CREATE INDEX ix_alias_folded ON alias (folded);

CREATE INDEX ix_contact_birthday_md ON contact (birthday_md);

CREATE INDEX ix_contact_birthday_snoozed_to ON contact (birthday_snoozed_to);

CREATE INDEX ix_contact_last_contact_on ON contact (last_contact_on);

CREATE INDEX ix_contact_last_exchange_on ON contact (last_exchange_on);

CREATE INDEX ix_contact_next_touch_on ON contact (next_touch_on);

CREATE INDEX ix_contact_organization_folded ON contact (organization_folded);

CREATE INDEX ix_contact_point_folded ON contact_point (folded);

CREATE INDEX ix_contact_sort_name ON contact (sort_name);

CREATE INDEX ix_contact_through_id ON contact (through_id);

CREATE INDEX ix_exchange_interaction_id ON exchange (interaction_id);

CREATE INDEX ix_exchange_loop_due_on ON exchange (loop_due_on);

CREATE INDEX ix_follow_up_contact_id ON follow_up (contact_id);

CREATE INDEX ix_follow_up_due_on ON follow_up (due_on);

CREATE INDEX ix_mention_contact_id ON mention (contact_id);

CREATE INDEX ix_name_word_contact_id ON name_word (contact_id);

CREATE INDEX ix_name_word_word ON name_word (word);

CREATE INDEX ix_participant_contact_id ON participant (contact_id);

CREATE INDEX ix_search_text_contact_id ON search_text (contact_id);

CREATE INDEX ix_tag_folded ON tag (folded);

CREATE INDEX ix_telling_contact_id ON telling (contact_id);

CREATE INDEX ix_telling_exchange_id ON telling (exchange_id);

CREATE INDEX ix_tie_b_id ON tie (b_id);

CREATE INDEX ix_topic_folded ON topic (folded);

CREATE TRIGGER search_text_added AFTER INSERT ON search_text BEGIN
  INSERT INTO search_index (rowid, folded) VALUES (new.id, new.folded);
END;

CREATE TRIGGER search_text_gone AFTER DELETE ON search_text BEGIN
  INSERT INTO search_index (search_index, rowid, folded) VALUES ('delete', old.id, old.folded);
END;

CREATE TRIGGER search_text_changed AFTER UPDATE OF folded ON search_text BEGIN
  INSERT INTO search_index (search_index, rowid, folded) VALUES ('delete', old.id, old.folded);
  INSERT INTO search_index (rowid, folded) VALUES (new.id, new.folded);
END;

CREATE VIEW contact_day AS
  SELECT p.contact_id, i."on" FROM participant p JOIN interaction i ON i.id = p.interaction_id
    WHERE i.touch
  UNION ALL
  SELECT contact_id, "on" FROM exchange WHERE touch
  UNION ALL
  SELECT contact_id, "on" FROM telling WHERE touch;

CREATE VIEW balance AS
  SELECT id AS contact_id, name, given, received, last_exchange_on, open_loops
  FROM contact WHERE id <> 0;

CREATE VIEW follow_up_day AS
  SELECT CASE kind WHEN 'promise' THEN 'p' ELSE 'm' END || id AS id, kind, owner, contact_id,
    text, due_on FROM follow_up WHERE done_on IS NULL
  UNION ALL
  SELECT 'l' || id, 'loop', 'me', contact_id, text, loop_due_on FROM exchange
    WHERE loop_due_on IS NOT NULL
  UNION ALL
  SELECT 't' || id, 'touch', 'me', id, '', next_touch_on FROM contact
    WHERE next_touch_on IS NOT NULL AND archived_on IS NULL;

CREATE VIEW timeline AS
  SELECT p.contact_id, i."on", 'n' || i.id AS id, i.channel AS word, i.text
    FROM participant p JOIN interaction i ON i.id = p.interaction_id
  UNION ALL
  SELECT contact_id, "on", 'e' || id, direction, text FROM exchange
  UNION ALL
  SELECT contact_id, "on", 'l' || exchange_id, 'told', text FROM telling;
