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
CREATE INDEX ix_contact_through_id ON contact (through_id);
CREATE INDEX ix_contact_birthday_md ON contact (birthday_md);
CREATE INDEX ix_contact_birthday_snoozed_to ON contact (birthday_snoozed_to);
CREATE INDEX ix_contact_sort_name ON contact (sort_name);
CREATE INDEX ix_contact_organization_folded ON contact (organization_folded);
CREATE INDEX ix_contact_last_contact_on ON contact (last_contact_on);
CREATE INDEX ix_contact_next_touch_on ON contact (next_touch_on);
CREATE INDEX ix_contact_import_id ON contact (import_id);
CREATE INDEX ix_contact_last_exchange_on ON contact (last_exchange_on);
CREATE TABLE setting (
	name VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	PRIMARY KEY (name)
);
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
CREATE INDEX ix_exchange_goal_id ON exchange (goal_id);
CREATE INDEX ix_exchange_loop_due_on ON exchange (loop_due_on);
CREATE INDEX ix_exchange_for_ask_id ON exchange (for_ask_id);
CREATE INDEX ix_exchange_interaction_id ON exchange (interaction_id);
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
CREATE INDEX ix_follow_up_contact_id ON follow_up (contact_id);
CREATE INDEX ix_follow_up_goal_id ON follow_up (goal_id);
CREATE INDEX ix_follow_up_due_on ON follow_up (due_on);
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
CREATE INDEX ix_ask_contact_id ON ask (contact_id);
CREATE INDEX ix_ask_due_on ON ask (due_on);
CREATE INDEX ix_ask_goal_id ON ask (goal_id);
CREATE INDEX ix_ask_promise_id ON ask (promise_id);
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
CREATE INDEX ix_introduction_goal_id ON introduction (goal_id);
CREATE INDEX ix_introduction_introducer_id ON introduction (introducer_id);
CREATE INDEX ix_introduction_b_id ON introduction (b_id);
CREATE INDEX ix_introduction_due_on ON introduction (due_on);
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
CREATE INDEX ix_recommendation_for_ask_id ON recommendation (for_ask_id);
CREATE INDEX ix_recommendation_recommender_id ON recommendation (recommender_id);
CREATE INDEX ix_recommendation_goal_id ON recommendation (goal_id);
CREATE INDEX ix_recommendation_subject_id ON recommendation (subject_id);
CREATE INDEX ix_recommendation_audience_id ON recommendation (audience_id);
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
CREATE VIRTUAL TABLE search_index_people USING fts5(
  folded, content='search_text_of_people', content_rowid='id', tokenize='trigram', detail='full'
);
CREATE VIRTUAL TABLE search_index USING fts5(
  folded, content='search_text_of_records', content_rowid='id', tokenize='trigram', detail='full'
);
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
CREATE TABLE alembic_version (version_num VARCHAR(32) NOT NULL, CONSTRAINT alembic_version_pkc PRIMARY KEY (version_num));
CREATE TABLE taken_away (
	id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
	contact_id INTEGER NOT NULL,
	field VARCHAR NOT NULL,
	value VARCHAR NOT NULL,
	CONSTRAINT taken_away_once UNIQUE (contact_id, field, value),
	FOREIGN KEY(contact_id) REFERENCES contact (id) ON DELETE CASCADE
);
INSERT INTO contact VALUES (0, 'b46c9f47-9cf4-4e1a-8adf-f4d76a60ab97', 'me', 'me', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-23', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-23 12:00:00.000000', NULL, NULL, 0, 0, NULL, 0);
INSERT INTO contact VALUES (1, 'd4dec055-5a6b-4064-9ae2-d6a7a6f26ae3', 'Anna Nowak', 'anna nowak', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-10-01', NULL, NULL, NULL, '2026-11-23', NULL, NULL, NULL, NULL, NULL, 'EMAIL:anna@example.org
TEL:+48 600 100 200', '2026-11-23 12:00:00.000000', '2026-11-23', NULL, 2, 2, '2026-11-23', 1);
INSERT INTO contact VALUES (2, 'f2e439fd-3d2a-4cb8-a45f-970fb8587725', 'Ben Ost', 'ben ost', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-10-01', NULL, NULL, NULL, '2026-11-23', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-23 12:00:00.000000', '2026-11-23', NULL, 2, 0, '2026-11-23', 0);
INSERT INTO contact VALUES (3, 'ad2f910b-46a5-4fe0-bd4c-43173fd43da2', 'Cleo Park', 'cleo park', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-10-01', NULL, NULL, NULL, '2026-11-23', NULL, NULL, NULL, NULL, NULL, NULL, '2026-11-23 12:00:00.000000', '2026-11-23', NULL, 2, 0, '2026-11-23', 0);
INSERT INTO contact VALUES (4, 'a4420146-8654-4458-b520-497aaad49249', 'Dan Quist', 'dan quist', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-10-01', NULL, NULL, NULL, '2026-11-23', '2026-11-23', NULL, NULL, NULL, NULL, NULL, '2026-11-23 12:00:00.000000', NULL, NULL, 0, 0, NULL, 0);
INSERT INTO origin VALUES (1, 'vcard', 'c', 'email:anna@example.org|anna nowak', 1, NULL, NULL);
INSERT INTO goal VALUES (1, 'bf15cf9c-d56a-4d53-948c-efede47f4293', 'a job', NULL, 'open', '2026-11-23', NULL, NULL);
INSERT INTO contact_point VALUES (2, 1, 'phone', '+48 600 100 200', '+48600100200');
INSERT INTO name_word VALUES (3, 2, 'ben');
INSERT INTO name_word VALUES (4, 2, 'ost');
INSERT INTO name_word VALUES (5, 3, 'cleo');
INSERT INTO name_word VALUES (6, 3, 'park');
INSERT INTO name_word VALUES (7, 4, 'dan');
INSERT INTO name_word VALUES (8, 4, 'quist');
INSERT INTO name_word VALUES (11, 1, 'anna');
INSERT INTO name_word VALUES (12, 1, 'nowak');
INSERT INTO tie VALUES (1, 0, 1, 1, NULL, NULL, NULL);
INSERT INTO tie VALUES (2, 0, 2, 1, NULL, NULL, NULL);
INSERT INTO tie VALUES (3, 0, 3, 1, NULL, NULL, NULL);
INSERT INTO tie VALUES (4, 0, 4, 1, NULL, NULL, NULL);
INSERT INTO tie VALUES (5, 1, 3, 3, NULL, NULL, NULL);
INSERT INTO tie VALUES (6, 2, 3, 1, NULL, NULL, 'introduced by me');
INSERT INTO search_text VALUES (2, 2, 'c', 2, 'ben ost');
INSERT INTO search_text VALUES (3, 3, 'c', 3, 'cleo park');
INSERT INTO search_text VALUES (4, 4, 'c', 4, 'dan quist');
INSERT INTO search_text VALUES (5, 0, 'g', 1, 'a job');
INSERT INTO search_text VALUES (6, 1, 'e', 1, 'an hour');
INSERT INTO search_text VALUES (7, 1, 'e', 2, 'a letter');
INSERT INTO search_text VALUES (8, 1, 'p', 1, 'a list');
INSERT INTO search_text VALUES (9, 2, 'm', 2, 'call');
INSERT INTO search_text VALUES (10, 0, 's', 3, 'read');
INSERT INTO search_text VALUES (11, 1, 'a', 1, 'an hour on boards by friday');
INSERT INTO search_text VALUES (12, 2, 'a', 2, 'a look at my plan by friday');
INSERT INTO search_text VALUES (13, 3, 'e', 3, 'an introduction to ben ost');
INSERT INTO search_text VALUES (14, 2, 'e', 4, 'an introduction to cleo park');
INSERT INTO search_text VALUES (16, 1, 'c', 1, 'anna nowak +48 600 100 200');
INSERT INTO goal_person VALUES (1, 1, 3, 'decider', NULL);
INSERT INTO goal_person VALUES (2, 1, 2, 'guide', NULL);
INSERT INTO exchange VALUES (1, '2cf33e06-01df-4473-9808-868ec15952c5', 1, 'gave', 'information', 2, '2026-11-23', 'an hour', NULL, NULL, NULL, NULL, 1, '2026-11-23', NULL, NULL, NULL, NULL, NULL);
INSERT INTO exchange VALUES (2, '98b936e8-456b-4325-bef7-a875101704c1', 1, 'received', 'information', 2, '2026-11-23', 'a letter', NULL, NULL, NULL, '2026-12-07', 1, '2026-11-23', NULL, NULL, NULL, 1, NULL);
INSERT INTO exchange VALUES (3, 'ced69808-cb56-459d-950c-006afa0dcad7', 3, 'gave', 'contact', 2, '2026-11-23', 'an introduction to Ben Ost', NULL, NULL, NULL, NULL, 1, '2026-11-23', 'i', 2, NULL, NULL, NULL);
INSERT INTO exchange VALUES (4, '46c6cc87-55c3-4056-af15-5dc37dd1ab9e', 2, 'gave', 'contact', 2, '2026-11-23', 'an introduction to Cleo Park', NULL, NULL, NULL, NULL, 1, '2026-11-23', 'i', 2, NULL, NULL, NULL);
INSERT INTO follow_up VALUES (1, 'fde3b82a-efd4-447e-b544-079375b2f008', 'promise', 'me', 1, 'a list', '2026-11-26', NULL, NULL, '2026-11-23', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO follow_up VALUES (2, '95a83947-ef66-42ed-9553-67ef559d09fe', 'reminder', 'me', 2, 'call', '2026-11-25', 'P1W', '2026-11-25', '2026-11-23', NULL, NULL, NULL, NULL, NULL, NULL);
INSERT INTO follow_up VALUES (3, '59990559-b69e-4507-a846-ecf30017bacf', 'step', 'me', 0, 'read', '2026-12-02', NULL, NULL, '2026-11-23', NULL, NULL, NULL, NULL, 1, NULL);
INSERT INTO ask VALUES (1, 'baa41744-c72e-4cce-82b0-1409d507d3ec', 1, 'mine', 'an hour on boards by friday', NULL, 1, NULL, NULL, 'sent', '2026-11-23', '2026-11-23', NULL, NULL, NULL, NULL, 0, 0, 0, NULL, '2026-11-30', 1);
INSERT INTO ask VALUES (2, 'b5131330-760c-4b09-869c-a8df2a744c66', 2, 'mine', 'a look at my plan by friday', NULL, NULL, NULL, NULL, 'drafted', '2026-11-23', NULL, NULL, NULL, NULL, NULL, 0, 0, 0, NULL, NULL, 1);
INSERT INTO introduction VALUES (1, 'b082b5a1-9ea9-48ac-a918-285f2912f86e', 0, 1, 2, NULL, NULL, NULL, NULL, NULL, 'proposed', '2026-11-23', NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, '2026-11-30', 1);
INSERT INTO introduction VALUES (2, '72173d95-6d4e-4482-9eb6-c460ec0f8fbb', 0, 3, 2, NULL, NULL, NULL, NULL, NULL, 'made', '2026-11-23', NULL, NULL, '2026-11-23', NULL, NULL, NULL, NULL, NULL, NULL, 0, NULL, '2026-12-14', 1);
INSERT INTO recommendation VALUES (1, '12f53394-c2e6-4ef9-93c6-828f3357b6d0', 1, 0, 3, NULL, NULL, NULL, 'requested', '2026-11-23', NULL, NULL, NULL, NULL, NULL, NULL, NULL, '2026-12-03');
INSERT INTO journal VALUES (1, '2026-11-23 12:00:00.000000', 'netcrm add ''Anna Nowak'' --met 2026-10-01', 'Added Anna Nowak (1)', 'command', NULL, NULL);
INSERT INTO journal VALUES (2, '2026-11-23 12:00:00.000000', 'netcrm add ''Ben Ost'' --met 2026-10-01', 'Added Ben Ost (2)', 'command', NULL, NULL);
INSERT INTO journal VALUES (3, '2026-11-23 12:00:00.000000', 'netcrm add ''Cleo Park'' --met 2026-10-01', 'Added Cleo Park (3)', 'command', NULL, NULL);
INSERT INTO journal VALUES (4, '2026-11-23 12:00:00.000000', 'netcrm add ''Dan Quist'' --met 2026-10-01', 'Added Dan Quist (4)', 'command', NULL, NULL);
INSERT INTO journal VALUES (5, '2026-11-23 12:00:00.000000', 'netcrm tie anna cleo --strength 3', 'Anna Nowak and Cleo Park know each other', 'command', NULL, NULL);
INSERT INTO journal VALUES (6, '2026-11-23 12:00:00.000000', 'netcrm goal add ''a job'' --decider cleo --guide ben', 'Goal: a job (g1)', 'command', NULL, NULL);
INSERT INTO journal VALUES (7, '2026-11-23 12:00:00.000000', 'netcrm gave anna ''an hour''', 'Gave Anna Nowak: an hour (e1)', 'command', NULL, NULL);
INSERT INTO journal VALUES (8, '2026-11-23 12:00:00.000000', 'netcrm got anna ''a letter'' --goal g1', 'Received from Anna Nowak: a letter (e2)', 'command', NULL, NULL);
INSERT INTO journal VALUES (9, '2026-11-23 12:00:00.000000', 'netcrm promise anna ''a list'' --by 3d', 'Promise for Anna Nowak: a list, by 2026-11-26', 'command', NULL, NULL);
INSERT INTO journal VALUES (10, '2026-11-23 12:00:00.000000', 'netcrm remind ben call --by 2d --every ''1 week''', 'Reminder for Ben Ost: call, by 2026-11-25', 'command', NULL, NULL);
INSERT INTO journal VALUES (11, '2026-11-23 12:00:00.000000', 'netcrm goal step g1 read --by 9d', 'Step for me: read, by 2026-12-02', 'command', NULL, NULL);
INSERT INTO journal VALUES (12, '2026-11-23 12:00:00.000000', 'netcrm ask anna ''an hour on boards by friday'' --goal g1 --sent', 'Ask of Anna Nowak: an hour on boards by friday (a1)', 'command', NULL, NULL);
INSERT INTO journal VALUES (13, '2026-11-23 12:00:00.000000', 'netcrm ask ben ''a look at my plan by friday''', 'Ask of Ben Ost: a look at my plan by friday (a2)', 'command', NULL, NULL);
INSERT INTO journal VALUES (14, '2026-11-23 12:00:00.000000', 'netcrm intro anna ben', 'Introduction of Anna Nowak and Ben Ost (i1)', 'command', NULL, NULL);
INSERT INTO journal VALUES (15, '2026-11-23 12:00:00.000000', 'netcrm intro cleo ben --made', 'Gave Cleo Park: an introduction to Ben Ost (e3); gave Ben Ost: an introduction to Cleo Park (e4); introduction of Cleo Park and Ben Ost (i2)', 'command', NULL, NULL);
INSERT INTO journal VALUES (16, '2026-11-23 12:00:00.000000', 'netcrm recommend me --by anna --to cleo', 'Recommendation of me (r1)', 'command', NULL, NULL);
INSERT INTO journal VALUES (17, '2026-11-23 12:00:00.000000', 'netcrm archive dan', 'Changed Dan Quist (4)', 'command', NULL, NULL);
INSERT INTO journal VALUES (18, '2026-11-23 12:00:00.000000', 'netcrm', 'Brought the database to schema 2', 'barrier', NULL, NULL);
INSERT INTO journal VALUES (19, '2026-11-23 12:00:00.000000', 'netcrm import anna.vcf', 'Changed Anna Nowak (1)', 'command', NULL, NULL);
INSERT INTO journal VALUES (20, '2026-11-23 12:00:00.000000', 'netcrm edit anna --no-email', 'Kept what belongs to it', 'command', NULL, NULL);
INSERT INTO journal_image VALUES (1, 'contact', 1, 1, NULL);
INSERT INTO journal_image VALUES (1, 'name_word', 1, 2, NULL);
INSERT INTO journal_image VALUES (1, 'search_text', 1, 1, NULL);
INSERT INTO journal_image VALUES (1, 'tie', 1, 1, NULL);
INSERT INTO journal_image VALUES (2, 'contact', 2, 2, NULL);
INSERT INTO journal_image VALUES (2, 'name_word', 3, 4, NULL);
INSERT INTO journal_image VALUES (2, 'search_text', 2, 2, NULL);
INSERT INTO journal_image VALUES (2, 'tie', 2, 2, NULL);
INSERT INTO journal_image VALUES (3, 'contact', 3, 3, NULL);
INSERT INTO journal_image VALUES (3, 'name_word', 5, 6, NULL);
INSERT INTO journal_image VALUES (3, 'search_text', 3, 3, NULL);
INSERT INTO journal_image VALUES (3, 'tie', 3, 3, NULL);
INSERT INTO journal_image VALUES (4, 'contact', 4, 4, NULL);
INSERT INTO journal_image VALUES (4, 'name_word', 7, 8, NULL);
INSERT INTO journal_image VALUES (4, 'search_text', 4, 4, NULL);
INSERT INTO journal_image VALUES (4, 'tie', 4, 4, NULL);
INSERT INTO journal_image VALUES (5, 'tie', 5, 5, NULL);
INSERT INTO journal_image VALUES (6, 'goal', 1, 1, NULL);
INSERT INTO journal_image VALUES (6, 'goal_person', 1, 2, NULL);
INSERT INTO journal_image VALUES (6, 'search_text', 5, 5, NULL);
INSERT INTO journal_image VALUES (7, 'contact', 1, 1, '{"id":1,"uid":"d4dec055-5a6b-4064-9ae2-d6a7a6f26ae3","name":"Anna Nowak","sort_name":"anna nowak","organization":null,"organization_folded":null,"title":null,"city":null,"birthday":null,"birthday_md":null,"birthday_done_year":null,"birthday_snoozed_to":null,"cadence":null,"met_on":"2026-10-01","met_where":null,"through_id":null,"note":null,"added_on":"2026-11-23","archived_on":null,"touch_snoozed_to":null,"imported_from":null,"import_id":null,"placed_on":null,"vcard_extra":null,"changed_at":"2026-11-23 12:00:00.000000","last_contact_on":null,"next_touch_on":null,"given":0,"received":0,"last_exchange_on":null,"open_loops":0}');
INSERT INTO journal_image VALUES (7, 'exchange', 1, 1, NULL);
INSERT INTO journal_image VALUES (7, 'search_text', 6, 6, NULL);
INSERT INTO journal_image VALUES (8, 'contact', 1, 1, '{"id":1,"uid":"d4dec055-5a6b-4064-9ae2-d6a7a6f26ae3","name":"Anna Nowak","sort_name":"anna nowak","organization":null,"organization_folded":null,"title":null,"city":null,"birthday":null,"birthday_md":null,"birthday_done_year":null,"birthday_snoozed_to":null,"cadence":null,"met_on":"2026-10-01","met_where":null,"through_id":null,"note":null,"added_on":"2026-11-23","archived_on":null,"touch_snoozed_to":null,"imported_from":null,"import_id":null,"placed_on":null,"vcard_extra":null,"changed_at":"2026-11-23 12:00:00.000000","last_contact_on":"2026-11-23","next_touch_on":null,"given":2,"received":0,"last_exchange_on":"2026-11-23","open_loops":0}');
INSERT INTO journal_image VALUES (8, 'exchange', 2, 2, NULL);
INSERT INTO journal_image VALUES (8, 'search_text', 7, 7, NULL);
INSERT INTO journal_image VALUES (9, 'follow_up', 1, 1, NULL);
INSERT INTO journal_image VALUES (9, 'search_text', 8, 8, NULL);
INSERT INTO journal_image VALUES (10, 'follow_up', 2, 2, NULL);
INSERT INTO journal_image VALUES (10, 'search_text', 9, 9, NULL);
INSERT INTO journal_image VALUES (11, 'follow_up', 3, 3, NULL);
INSERT INTO journal_image VALUES (11, 'search_text', 10, 10, NULL);
INSERT INTO journal_image VALUES (12, 'ask', 1, 1, NULL);
INSERT INTO journal_image VALUES (12, 'search_text', 11, 11, NULL);
INSERT INTO journal_image VALUES (13, 'ask', 2, 2, NULL);
INSERT INTO journal_image VALUES (13, 'search_text', 12, 12, NULL);
INSERT INTO journal_image VALUES (14, 'introduction', 1, 1, NULL);
INSERT INTO journal_image VALUES (15, 'contact', 2, 2, '{"id":2,"uid":"f2e439fd-3d2a-4cb8-a45f-970fb8587725","name":"Ben Ost","sort_name":"ben ost","organization":null,"organization_folded":null,"title":null,"city":null,"birthday":null,"birthday_md":null,"birthday_done_year":null,"birthday_snoozed_to":null,"cadence":null,"met_on":"2026-10-01","met_where":null,"through_id":null,"note":null,"added_on":"2026-11-23","archived_on":null,"touch_snoozed_to":null,"imported_from":null,"import_id":null,"placed_on":null,"vcard_extra":null,"changed_at":"2026-11-23 12:00:00.000000","last_contact_on":null,"next_touch_on":null,"given":0,"received":0,"last_exchange_on":null,"open_loops":0}');
INSERT INTO journal_image VALUES (15, 'contact', 3, 3, '{"id":3,"uid":"ad2f910b-46a5-4fe0-bd4c-43173fd43da2","name":"Cleo Park","sort_name":"cleo park","organization":null,"organization_folded":null,"title":null,"city":null,"birthday":null,"birthday_md":null,"birthday_done_year":null,"birthday_snoozed_to":null,"cadence":null,"met_on":"2026-10-01","met_where":null,"through_id":null,"note":null,"added_on":"2026-11-23","archived_on":null,"touch_snoozed_to":null,"imported_from":null,"import_id":null,"placed_on":null,"vcard_extra":null,"changed_at":"2026-11-23 12:00:00.000000","last_contact_on":null,"next_touch_on":null,"given":0,"received":0,"last_exchange_on":null,"open_loops":0}');
INSERT INTO journal_image VALUES (15, 'exchange', 3, 4, NULL);
INSERT INTO journal_image VALUES (15, 'introduction', 2, 2, NULL);
INSERT INTO journal_image VALUES (15, 'search_text', 13, 14, NULL);
INSERT INTO journal_image VALUES (15, 'tie', 6, 6, NULL);
INSERT INTO journal_image VALUES (16, 'recommendation', 1, 1, NULL);
INSERT INTO journal_image VALUES (17, 'contact', 4, 4, '{"id":4,"uid":"a4420146-8654-4458-b520-497aaad49249","name":"Dan Quist","sort_name":"dan quist","organization":null,"organization_folded":null,"title":null,"city":null,"birthday":null,"birthday_md":null,"birthday_done_year":null,"birthday_snoozed_to":null,"cadence":null,"met_on":"2026-10-01","met_where":null,"through_id":null,"note":null,"added_on":"2026-11-23","archived_on":null,"touch_snoozed_to":null,"imported_from":null,"import_id":null,"placed_on":null,"vcard_extra":null,"changed_at":"2026-11-23 12:00:00.000000","last_contact_on":null,"next_touch_on":null,"given":0,"received":0,"last_exchange_on":null,"open_loops":0}');
INSERT INTO journal_image VALUES (19, 'contact', 1, 1, '{"id":1,"uid":"d4dec055-5a6b-4064-9ae2-d6a7a6f26ae3","name":"Anna Nowak","sort_name":"anna nowak","organization":null,"organization_folded":null,"title":null,"city":null,"birthday":null,"birthday_md":null,"birthday_done_year":null,"birthday_snoozed_to":null,"cadence":null,"met_on":"2026-10-01","met_where":null,"through_id":null,"note":null,"added_on":"2026-11-23","archived_on":null,"touch_snoozed_to":null,"imported_from":null,"import_id":null,"placed_on":null,"vcard_extra":null,"changed_at":"2026-11-23 12:00:00.000000","last_contact_on":"2026-11-23","next_touch_on":null,"given":2,"received":2,"last_exchange_on":"2026-11-23","open_loops":1}');
INSERT INTO journal_image VALUES (19, 'contact_point', 1, 2, NULL);
INSERT INTO journal_image VALUES (19, 'name_word', 1, 1, '{"id":1,"contact_id":1,"word":"anna"}');
INSERT INTO journal_image VALUES (19, 'name_word', 2, 2, '{"id":2,"contact_id":1,"word":"nowak"}');
INSERT INTO journal_image VALUES (19, 'name_word', 9, 10, NULL);
INSERT INTO journal_image VALUES (19, 'origin', 1, 1, NULL);
INSERT INTO journal_image VALUES (19, 'search_text', 1, 1, '{"id":1,"contact_id":1,"letter":"c","record_id":1,"folded":"anna nowak"}');
INSERT INTO journal_image VALUES (19, 'search_text', 15, 15, NULL);
INSERT INTO journal_image VALUES (20, 'contact_point', 1, 1, '{"id":1,"contact_id":1,"kind":"email","value":"anna@example.org","folded":"anna@example.org"}');
INSERT INTO journal_image VALUES (20, 'name_word', 9, 9, '{"id":9,"contact_id":1,"word":"anna"}');
INSERT INTO journal_image VALUES (20, 'name_word', 10, 10, '{"id":10,"contact_id":1,"word":"nowak"}');
INSERT INTO journal_image VALUES (20, 'name_word', 11, 12, NULL);
INSERT INTO journal_image VALUES (20, 'search_text', 15, 15, '{"id":15,"contact_id":1,"letter":"c","record_id":1,"folded":"anna nowak anna@example.org +48 600 100 200"}');
INSERT INTO journal_image VALUES (20, 'search_text', 16, 16, NULL);
INSERT INTO journal_image VALUES (20, 'taken_away', 1, 1, NULL);
INSERT INTO journal_contact VALUES (1, 1);
INSERT INTO journal_contact VALUES (1, 5);
INSERT INTO journal_contact VALUES (1, 7);
INSERT INTO journal_contact VALUES (1, 8);
INSERT INTO journal_contact VALUES (1, 9);
INSERT INTO journal_contact VALUES (1, 12);
INSERT INTO journal_contact VALUES (1, 14);
INSERT INTO journal_contact VALUES (1, 16);
INSERT INTO journal_contact VALUES (1, 19);
INSERT INTO journal_contact VALUES (1, 20);
INSERT INTO journal_contact VALUES (2, 2);
INSERT INTO journal_contact VALUES (2, 6);
INSERT INTO journal_contact VALUES (2, 10);
INSERT INTO journal_contact VALUES (2, 13);
INSERT INTO journal_contact VALUES (2, 14);
INSERT INTO journal_contact VALUES (2, 15);
INSERT INTO journal_contact VALUES (3, 3);
INSERT INTO journal_contact VALUES (3, 5);
INSERT INTO journal_contact VALUES (3, 6);
INSERT INTO journal_contact VALUES (3, 15);
INSERT INTO journal_contact VALUES (3, 16);
INSERT INTO journal_contact VALUES (4, 4);
INSERT INTO journal_contact VALUES (4, 17);
INSERT INTO alembic_version VALUES ('0002');
INSERT INTO taken_away VALUES (1, 1, 'emails', 'anna@example.org');
DELETE FROM sqlite_sequence;
INSERT INTO sqlite_sequence VALUES ('contact', 4);
INSERT INTO sqlite_sequence VALUES ('tie', 6);
INSERT INTO sqlite_sequence VALUES ('name_word', 12);
INSERT INTO sqlite_sequence VALUES ('search_text', 16);
INSERT INTO sqlite_sequence VALUES ('journal', 20);
INSERT INTO sqlite_sequence VALUES ('goal', 1);
INSERT INTO sqlite_sequence VALUES ('goal_person', 2);
INSERT INTO sqlite_sequence VALUES ('exchange', 4);
INSERT INTO sqlite_sequence VALUES ('follow_up', 3);
INSERT INTO sqlite_sequence VALUES ('ask', 2);
INSERT INTO sqlite_sequence VALUES ('introduction', 2);
INSERT INTO sqlite_sequence VALUES ('recommendation', 1);
INSERT INTO sqlite_sequence VALUES ('import_run', 2);
INSERT INTO sqlite_sequence VALUES ('origin', 1);
INSERT INTO sqlite_sequence VALUES ('contact_point', 2);
INSERT INTO sqlite_sequence VALUES ('taken_away', 1);
INSERT INTO search_index_people (search_index_people) VALUES ('rebuild');
INSERT INTO search_index (search_index) VALUES ('rebuild');
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
PRAGMA user_version = 2;
PRAGMA application_id = 1313034829;
