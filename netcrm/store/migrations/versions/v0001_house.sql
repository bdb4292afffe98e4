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
  import_id INTEGER,
  placed_on DATE,
  vcard_extra VARCHAR,
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

CREATE INDEX ix_contact_import_id ON contact (import_id);

CREATE INDEX ix_contact_last_exchange_on ON contact (last_exchange_on);

CREATE INDEX ix_contact_last_contact_on ON contact (last_contact_on);

CREATE INDEX ix_contact_next_touch_on ON contact (next_touch_on);

CREATE INDEX ix_contact_birthday_md ON contact (birthday_md);

CREATE INDEX ix_contact_through_id ON contact (through_id);

CREATE INDEX ix_contact_organization_folded ON contact (organization_folded);

CREATE INDEX ix_contact_birthday_snoozed_to ON contact (birthday_snoozed_to);

CREATE INDEX ix_contact_sort_name ON contact (sort_name);

CREATE TABLE import_run (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  at DATETIME NOT NULL,
  source VARCHAR NOT NULL,
  file VARCHAR NOT NULL
);

CREATE TABLE origin (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  source VARCHAR NOT NULL,
  letter VARCHAR NOT NULL,
  "key" VARCHAR NOT NULL,
  record_id INTEGER NOT NULL,
  organization VARCHAR,
  title VARCHAR,
  CONSTRAINT origin_once UNIQUE (source, letter, "key")
);

CREATE INDEX ix_origin_record_id ON origin (record_id);

CREATE TABLE published (
  uid VARCHAR NOT NULL,
  digest VARCHAR NOT NULL,
  sequence INTEGER NOT NULL,
  changed_at DATETIME NOT NULL,
  PRIMARY KEY (uid)
);

CREATE TABLE goal (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid VARCHAR NOT NULL,
  title VARCHAR NOT NULL,
  by_on DATE,
  state VARCHAR NOT NULL,
  opened_on DATE NOT NULL,
  closed_on DATE,
  outcome VARCHAR,
  CONSTRAINT state_known CHECK (state IN ('open', 'reached', 'dropped')),
  UNIQUE (uid)
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

CREATE INDEX ix_tie_b_id ON tie (b_id);

CREATE TABLE mention (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  letter VARCHAR NOT NULL,
  record_id INTEGER NOT NULL,
  CONSTRAINT mention_once UNIQUE (letter, record_id, contact_id),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);

CREATE INDEX ix_mention_contact_id ON mention (contact_id);

CREATE TABLE search_text (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  letter VARCHAR NOT NULL,
  record_id INTEGER NOT NULL,
  folded VARCHAR NOT NULL,
  CONSTRAINT text_once UNIQUE (letter, record_id, contact_id),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);

CREATE INDEX ix_search_text_contact_id ON search_text (contact_id);

CREATE TABLE goal_person (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  goal_id INTEGER NOT NULL,
  contact_id INTEGER NOT NULL,
  role VARCHAR NOT NULL,
  matters VARCHAR,
  CONSTRAINT role_known CHECK (role IN ('decider', 'guide')),
  CONSTRAINT goal_person_once UNIQUE (goal_id, contact_id, role),
  FOREIGN KEY(goal_id) REFERENCES goal (id) ON DELETE CASCADE,
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);

CREATE INDEX ix_goal_person_contact_id ON goal_person (contact_id);

CREATE TABLE expectation (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid VARCHAR NOT NULL,
  contact_id INTEGER NOT NULL,
  side VARCHAR NOT NULL,
  stance VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  certainty VARCHAR NOT NULL,
  since DATE NOT NULL,
  CONSTRAINT side_known CHECK (side IN ('mine', 'theirs')),
  CONSTRAINT stance_known CHECK (stance IN ('expects', 'avoids')),
  CONSTRAINT certainty_known CHECK (certainty IN ('said', 'guess')),
  UNIQUE (uid),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);

CREATE INDEX ix_expectation_contact_id ON expectation (contact_id);

CREATE TABLE news (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  "on" DATE NOT NULL,
  text VARCHAR NOT NULL,
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);

CREATE INDEX ix_news_contact_id ON news (contact_id);

CREATE TABLE redirect (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  old_id INTEGER NOT NULL,
  uid VARCHAR NOT NULL,
  name VARCHAR NOT NULL,
  contact_id INTEGER NOT NULL,
  UNIQUE (old_id),
  UNIQUE (uid),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);

CREATE INDEX ix_redirect_contact_id ON redirect (contact_id);

CREATE TABLE apart (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  a_id INTEGER NOT NULL,
  b_id INTEGER NOT NULL,
  CONSTRAINT apart_order CHECK (a_id < b_id),
  CONSTRAINT apart_once UNIQUE (a_id, b_id),
  FOREIGN KEY(a_id) REFERENCES contact (id) ON DELETE CASCADE,
  FOREIGN KEY(b_id) REFERENCES contact (id) ON DELETE CASCADE
);

CREATE INDEX ix_apart_b_id ON apart (b_id);

CREATE TABLE participant (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  interaction_id INTEGER NOT NULL,
  contact_id INTEGER NOT NULL,
  CONSTRAINT participant_once UNIQUE (interaction_id, contact_id),
  FOREIGN KEY(interaction_id) REFERENCES interaction (id) ON DELETE CASCADE,
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);

CREATE INDEX ix_participant_contact_id ON participant (contact_id);

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
  goal_id INTEGER,
  for_ask_id INTEGER,
  CONSTRAINT direction_known CHECK (direction IN ('gave', 'received')),
  CONSTRAINT kind_known CHECK (kind IN ('information', 'contact', 'experience', 'recommendation', 'time', 'resource')),
  CONSTRAINT size_scale CHECK (size BETWEEN 1 AND 5),
  UNIQUE (uid),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
  FOREIGN KEY(interaction_id) REFERENCES interaction (id) ON DELETE SET NULL,
  FOREIGN KEY(goal_id) REFERENCES goal (id) ON DELETE SET NULL
);

CREATE INDEX ix_exchange_interaction_id ON exchange (interaction_id);

CREATE INDEX ix_exchange_goal_id ON exchange (goal_id);

CREATE INDEX ix_exchange_loop_due_on ON exchange (loop_due_on);

CREATE INDEX ix_exchange_for_ask_id ON exchange (for_ask_id);

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
  goal_id INTEGER,
  despite VARCHAR,
  CONSTRAINT kind_known CHECK (kind IN ('promise', 'reminder', 'step')),
  CONSTRAINT owner_known CHECK (owner IN ('me', 'them')),
  UNIQUE (uid),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
  FOREIGN KEY(after_id) REFERENCES follow_up (id) ON DELETE SET NULL,
  FOREIGN KEY(interaction_id) REFERENCES interaction (id) ON DELETE SET NULL,
  FOREIGN KEY(goal_id) REFERENCES goal (id) ON DELETE SET NULL
);

CREATE INDEX ix_follow_up_goal_id ON follow_up (goal_id);

CREATE INDEX ix_follow_up_contact_id ON follow_up (contact_id);

CREATE INDEX ix_follow_up_due_on ON follow_up (due_on);

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

CREATE INDEX ix_contact_point_folded ON contact_point (folded);

CREATE TABLE alias (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  folded VARCHAR NOT NULL,
  CONSTRAINT alias_once UNIQUE (contact_id, folded),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);

CREATE INDEX ix_alias_folded ON alias (folded);

CREATE TABLE tag (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  name VARCHAR NOT NULL,
  folded VARCHAR NOT NULL,
  CONSTRAINT tag_once UNIQUE (contact_id, folded),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);

CREATE INDEX ix_tag_folded ON tag (folded);

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

CREATE INDEX ix_topic_folded ON topic (folded);

CREATE TABLE name_word (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  contact_id INTEGER NOT NULL,
  word VARCHAR NOT NULL,
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);

CREATE INDEX ix_name_word_word ON name_word (word);

CREATE INDEX ix_name_word_contact_id ON name_word (contact_id);

CREATE TABLE ask (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid VARCHAR NOT NULL,
  contact_id INTEGER NOT NULL,
  side VARCHAR NOT NULL,
  text VARCHAR NOT NULL,
  topic VARCHAR,
  goal_id INTEGER,
  offer VARCHAR,
  by_on DATE,
  state VARCHAR NOT NULL,
  drafted_on DATE NOT NULL,
  sent_on DATE,
  answered_on DATE,
  answer VARCHAR,
  fulfilled_on DATE,
  promise_id INTEGER,
  checks_passed BOOLEAN NOT NULL,
  expectations_known BOOLEAN NOT NULL,
  asked_too_often BOOLEAN NOT NULL,
  despite VARCHAR,
  due_on DATE,
  touch BOOLEAN NOT NULL,
  CONSTRAINT side_known CHECK (side IN ('mine', 'theirs')),
  CONSTRAINT state_known CHECK (state IN ('drafted', 'sent', 'accepted', 'declined', 'fulfilled')),
  UNIQUE (uid),
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE,
  FOREIGN KEY(goal_id) REFERENCES goal (id) ON DELETE SET NULL,
  FOREIGN KEY(promise_id) REFERENCES follow_up (id) ON DELETE SET NULL
);

CREATE INDEX ix_ask_promise_id ON ask (promise_id);

CREATE INDEX ix_ask_goal_id ON ask (goal_id);

CREATE INDEX ix_ask_due_on ON ask (due_on);

CREATE INDEX ix_ask_contact_id ON ask (contact_id);

CREATE TABLE telling (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  exchange_id INTEGER NOT NULL,
  contact_id INTEGER NOT NULL,
  "on" DATE NOT NULL,
  text VARCHAR NOT NULL,
  touch BOOLEAN NOT NULL,
  due_on DATE,
  FOREIGN KEY(exchange_id) REFERENCES exchange (id) ON DELETE CASCADE,
  FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);

CREATE INDEX ix_telling_contact_id ON telling (contact_id);

CREATE INDEX ix_telling_exchange_id ON telling (exchange_id);

CREATE TABLE introduction (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid VARCHAR NOT NULL,
  introducer_id INTEGER NOT NULL,
  a_id INTEGER NOT NULL,
  b_id INTEGER NOT NULL,
  for_a VARCHAR,
  for_b VARCHAR,
  why VARCHAR,
  goal_id INTEGER,
  for_ask_id INTEGER,
  state VARCHAR NOT NULL,
  proposed_on DATE NOT NULL,
  a_agreed_on DATE,
  b_agreed_on DATE,
  made_on DATE,
  declined_on DATE,
  declined_by_id INTEGER,
  answer VARCHAR,
  outcome VARCHAR,
  effect VARCHAR,
  outcome_on DATE,
  expectations_known BOOLEAN NOT NULL,
  despite VARCHAR,
  due_on DATE,
  touch BOOLEAN NOT NULL,
  CONSTRAINT state_known CHECK (state IN ('proposed', 'agreed', 'made', 'declined')),
  CONSTRAINT effect_known CHECK (effect IN ('helped', 'no_effect')),
  CONSTRAINT two_sides CHECK (a_id <> b_id),
  CONSTRAINT introducer_apart CHECK (introducer_id NOT IN (a_id, b_id)),
  UNIQUE (uid),
  FOREIGN KEY(introducer_id) REFERENCES contact (id) ON DELETE CASCADE,
  FOREIGN KEY(a_id) REFERENCES contact (id) ON DELETE CASCADE,
  FOREIGN KEY(b_id) REFERENCES contact (id) ON DELETE CASCADE,
  FOREIGN KEY(goal_id) REFERENCES goal (id) ON DELETE SET NULL,
  FOREIGN KEY(for_ask_id) REFERENCES ask (id) ON DELETE SET NULL,
  FOREIGN KEY(declined_by_id) REFERENCES contact (id) ON DELETE SET NULL
);

CREATE INDEX ix_introduction_for_ask_id ON introduction (for_ask_id);

CREATE INDEX ix_introduction_due_on ON introduction (due_on);

CREATE INDEX ix_introduction_goal_id ON introduction (goal_id);

CREATE INDEX ix_introduction_introducer_id ON introduction (introducer_id);

CREATE INDEX ix_introduction_b_id ON introduction (b_id);

CREATE INDEX ix_introduction_a_id ON introduction (a_id);

CREATE TABLE recommendation (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid VARCHAR NOT NULL,
  recommender_id INTEGER NOT NULL,
  subject_id INTEGER NOT NULL,
  audience_id INTEGER,
  goal_id INTEGER,
  for_ask_id INTEGER,
  text VARCHAR,
  state VARCHAR NOT NULL,
  requested_on DATE NOT NULL,
  given_on DATE,
  declined_on DATE,
  answer VARCHAR,
  outcome VARCHAR,
  effect VARCHAR,
  outcome_on DATE,
  despite VARCHAR,
  due_on DATE,
  CONSTRAINT state_known CHECK (state IN ('requested', 'given', 'declined')),
  CONSTRAINT effect_known CHECK (effect IN ('helped', 'no_effect')),
  CONSTRAINT recommender_apart CHECK (recommender_id <> subject_id),
  UNIQUE (uid),
  FOREIGN KEY(recommender_id) REFERENCES contact (id) ON DELETE CASCADE,
  FOREIGN KEY(subject_id) REFERENCES contact (id) ON DELETE CASCADE,
  FOREIGN KEY(audience_id) REFERENCES contact (id) ON DELETE CASCADE,
  FOREIGN KEY(goal_id) REFERENCES goal (id) ON DELETE SET NULL,
  FOREIGN KEY(for_ask_id) REFERENCES ask (id) ON DELETE SET NULL
);

CREATE INDEX ix_recommendation_audience_id ON recommendation (audience_id);

CREATE INDEX ix_recommendation_for_ask_id ON recommendation (for_ask_id);

CREATE INDEX ix_recommendation_goal_id ON recommendation (goal_id);

CREATE INDEX ix_recommendation_recommender_id ON recommendation (recommender_id);

CREATE INDEX ix_recommendation_subject_id ON recommendation (subject_id);

CREATE INDEX ix_recommendation_due_on ON recommendation (due_on);

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

CREATE VIEW search_text_of_people AS
  SELECT id, folded FROM search_text WHERE letter = 'c';

CREATE VIEW search_text_of_records AS
  SELECT id, folded FROM search_text WHERE letter <> 'c';

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

CREATE VIEW balance AS
  SELECT id AS contact_id, name, given, received, last_exchange_on, open_loops
  FROM contact WHERE id <> 0;

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

CREATE VIEW timeline AS
  SELECT p.contact_id, i."on", 'n' || i.id AS id, i.channel AS word, i.text
    FROM participant p JOIN interaction i ON i.id = p.interaction_id
  UNION ALL
  SELECT contact_id, "on", 'e' || id, direction, text FROM exchange
  UNION ALL
  SELECT contact_id, "on", 'l' || exchange_id, 'told', text FROM telling;

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
