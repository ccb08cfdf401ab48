"""Create the tables as the first version has them.

Made by ``freeze.py`` from the schema, and the same for ever once a version is released, whatever becomes of the schema:
a portfolio of that version is brought up to date from exactly these tables. Hence its length, a statement per table.
"""
# ruff: noqa: E501 - written by freeze.py

from __future__ import annotations

from alembic.operations import Operations

STATEMENTS = (
    """
CREATE TABLE assumption_versions (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT DEFAULT '' NOT NULL,
  set_name TEXT DEFAULT '' NOT NULL,
  title TEXT DEFAULT '' NOT NULL,
  made_at TEXT,
  made_by TEXT DEFAULT '' NOT NULL,
  note TEXT DEFAULT '' NOT NULL,
  CONSTRAINT uq_assumption_versions_set_name UNIQUE (set_name),
  CONSTRAINT uq_assumption_versions_uid UNIQUE (uid)
)
""",
    """
CREATE TABLE assumptions (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT DEFAULT '' NOT NULL,
  set_name TEXT DEFAULT '' NOT NULL,
  "key" TEXT DEFAULT '' NOT NULL,
  scope TEXT DEFAULT '' NOT NULL,
  unit TEXT DEFAULT '' NOT NULL,
  value REAL,
  low REAL,
  high REAL,
  distribution TEXT DEFAULT '' NOT NULL,
  text TEXT DEFAULT '' NOT NULL,
  source TEXT DEFAULT '' NOT NULL,
  link TEXT DEFAULT '' NOT NULL,
  as_of TEXT,
  owner TEXT DEFAULT '' NOT NULL,
  confidence TEXT DEFAULT '' NOT NULL,
  CONSTRAINT uq_assumptions_set_name_key_scope UNIQUE (set_name, "key", scope),
  CONSTRAINT uq_assumptions_uid UNIQUE (uid)
)
""",
    """
CREATE TABLE changes (
  seq INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  operation_id INTEGER NOT NULL,
  table_name TEXT NOT NULL,
  row_id INTEGER NOT NULL,
  kind TEXT NOT NULL CONSTRAINT ck_changes_kind CHECK (kind IN ('insert', 'update', 'delete')),
  patent_id INTEGER,
  "before" TEXT,
  "after" TEXT,
  until_id INTEGER,
  patents TEXT,
  images BLOB
)
""",
    """
CREATE INDEX ix_changes_patent_id ON changes (patent_id) WHERE patent_id IS NOT NULL
""",
    """
CREATE INDEX ix_changes_runs ON changes (operation_id, seq) WHERE until_id IS NOT NULL
""",
    """
CREATE TABLE column_meanings (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT DEFAULT '' NOT NULL,
  fingerprint TEXT DEFAULT '' NOT NULL,
  meanings TEXT DEFAULT '{}' NOT NULL,
  CONSTRAINT uq_column_meanings_fingerprint UNIQUE (fingerprint),
  CONSTRAINT uq_column_meanings_uid UNIQUE (uid)
)
""",
    """
CREATE TABLE columns (
  name TEXT NOT NULL,
  made TEXT NOT NULL,
  seq INTEGER NOT NULL,
  kind TEXT NOT NULL,
  codes TEXT NOT NULL,
  data BLOB NOT NULL,
  CONSTRAINT pk_columns PRIMARY KEY (name)
)
""",
    """
CREATE TABLE contents (
  digest TEXT NOT NULL,
  data BLOB NOT NULL,
  CONSTRAINT pk_contents PRIMARY KEY (digest)
)
""",
    """
CREATE TABLE exchange_rates (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT DEFAULT '' NOT NULL,
  currency TEXT DEFAULT '' NOT NULL,
  "into" TEXT DEFAULT '' NOT NULL,
  rate TEXT DEFAULT '' NOT NULL,
  as_of TEXT,
  source TEXT DEFAULT '' NOT NULL,
  link TEXT DEFAULT '' NOT NULL,
  confidence TEXT DEFAULT '' NOT NULL,
  owner TEXT DEFAULT '' NOT NULL,
  CONSTRAINT uq_exchange_rates_currency_into_as_of UNIQUE (currency, "into", as_of),
  CONSTRAINT uq_exchange_rates_uid UNIQUE (uid)
)
""",
    """
CREATE TABLE families (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT DEFAULT '' NOT NULL,
  kind TEXT DEFAULT '' NOT NULL,
  "key" TEXT DEFAULT '' NOT NULL,
  CONSTRAINT uq_families_kind_key UNIQUE (kind, "key"),
  CONSTRAINT uq_families_uid UNIQUE (uid)
)
""",
    """
CREATE TABLE imported_files (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT DEFAULT '' NOT NULL,
  name TEXT DEFAULT '' NOT NULL,
  digest TEXT DEFAULT '' NOT NULL,
  format TEXT DEFAULT '' NOT NULL,
  row_count INTEGER NOT NULL,
  imported_at TEXT,
  operation_id INTEGER NOT NULL,
  columns TEXT DEFAULT '{}' NOT NULL,
  CONSTRAINT uq_imported_files_uid UNIQUE (uid)
)
""",
    """
CREATE INDEX ix_imported_files_digest ON imported_files (digest)
""",
    """
CREATE TABLE operations (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  at TEXT NOT NULL,
  user TEXT NOT NULL,
  verb TEXT NOT NULL,
  args TEXT NOT NULL,
  reverses INTEGER,
  first_change INTEGER NOT NULL,
  last_change INTEGER NOT NULL,
  content TEXT NOT NULL,
  hash TEXT NOT NULL,
  undone_by INTEGER,
  cleared INTEGER DEFAULT 0 NOT NULL,
  sealed INTEGER DEFAULT 0 NOT NULL,
  derived INTEGER DEFAULT 0 NOT NULL,
  CONSTRAINT fk_operations_reverses_operations FOREIGN KEY(reverses) REFERENCES operations (id),
  CONSTRAINT fk_operations_undone_by_operations FOREIGN KEY(undone_by) REFERENCES operations (id)
)
""",
    """
CREATE INDEX ix_operations_reverses ON operations (reverses)
""",
    """
CREATE INDEX ix_operations_undone_by ON operations (undone_by)
""",
    """
CREATE TABLE organisations (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT DEFAULT '' NOT NULL,
  kind TEXT NOT NULL CONSTRAINT ck_organisations_kind CHECK (kind = 'member' OR kind = 'company' OR kind = 'institute' OR kind = 'agency' OR kind = 'person'),
  name TEXT DEFAULT '' NOT NULL,
  name_en TEXT DEFAULT '' NOT NULL,
  country TEXT DEFAULT '' NOT NULL,
  sector TEXT DEFAULT '' NOT NULL,
  CONSTRAINT uq_organisations_uid UNIQUE (uid)
)
""",
    """
CREATE INDEX ix_organisations_kind ON organisations (kind)
""",
    """
CREATE INDEX ix_organisations_name ON organisations (name)
""",
    """
CREATE TABLE own_models (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT DEFAULT '' NOT NULL,
  kind TEXT DEFAULT '' NOT NULL,
  name TEXT DEFAULT '' NOT NULL,
  content TEXT DEFAULT '{}' NOT NULL,
  added_by TEXT DEFAULT '' NOT NULL,
  added_at TEXT,
  CONSTRAINT uq_own_models_kind_name UNIQUE (kind, name),
  CONSTRAINT uq_own_models_uid UNIQUE (uid)
)
""",
    """
CREATE TABLE own_rules (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT DEFAULT '' NOT NULL,
  rule_id TEXT DEFAULT '' NOT NULL,
  content TEXT DEFAULT '{}' NOT NULL,
  reason TEXT DEFAULT '' NOT NULL,
  added_by TEXT DEFAULT '' NOT NULL,
  added_at TEXT,
  CONSTRAINT uq_own_rules_rule_id UNIQUE (rule_id),
  CONSTRAINT uq_own_rules_uid UNIQUE (uid)
)
""",
    """
CREATE TABLE pen (
  id INTEGER NOT NULL CONSTRAINT ck_pen_one CHECK (id = 1),
  operation_id INTEGER,
  in_bulk TEXT,
  CONSTRAINT pk_pen PRIMARY KEY (id)
)
""",
    """
CREATE TABLE policies (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  name TEXT DEFAULT '' NOT NULL,
  value TEXT DEFAULT '' NOT NULL,
  CONSTRAINT uq_policies_name UNIQUE (name)
)
""",
    """
CREATE TABLE reviews (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT DEFAULT '' NOT NULL,
  name TEXT DEFAULT '' NOT NULL,
  model TEXT DEFAULT '' NOT NULL,
  created_on TEXT,
  due_on TEXT,
  "query" TEXT DEFAULT '' NOT NULL,
  state TEXT DEFAULT '' NOT NULL,
  stages TEXT DEFAULT '[]' NOT NULL,
  CONSTRAINT uq_reviews_uid UNIQUE (uid)
)
""",
    """
CREATE TABLE saved_views (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT DEFAULT '' NOT NULL,
  name TEXT DEFAULT '' NOT NULL,
  "query" TEXT DEFAULT '' NOT NULL,
  sort TEXT DEFAULT '' NOT NULL,
  columns TEXT DEFAULT '' NOT NULL,
  CONSTRAINT uq_saved_views_name UNIQUE (name),
  CONSTRAINT uq_saved_views_uid UNIQUE (uid)
)
""",
    """
CREATE TABLE aliases (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  organisation_id INTEGER NOT NULL,
  "key" TEXT DEFAULT '' NOT NULL,
  written TEXT DEFAULT '' NOT NULL,
  CONSTRAINT fk_aliases_organisation_id_organisations FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE CASCADE
)
""",
    """
CREATE INDEX ix_aliases_key ON aliases ("key")
""",
    """
CREATE INDEX ix_aliases_organisation_id ON aliases (organisation_id)
""",
    """
CREATE TABLE kept_apart (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  one_id INTEGER NOT NULL,
  other_id INTEGER NOT NULL,
  CONSTRAINT uq_kept_apart_one_id_other_id UNIQUE (one_id, other_id),
  CONSTRAINT fk_kept_apart_one_id_organisations FOREIGN KEY(one_id) REFERENCES organisations (id) ON DELETE CASCADE,
  CONSTRAINT fk_kept_apart_other_id_organisations FOREIGN KEY(other_id) REFERENCES organisations (id) ON DELETE CASCADE
)
""",
    """
CREATE INDEX ix_kept_apart_other_id ON kept_apart (other_id)
""",
    """
CREATE TABLE patents (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT DEFAULT '' NOT NULL,
  office TEXT DEFAULT '' NOT NULL,
  right_type TEXT NOT NULL CONSTRAINT ck_patents_right_type CHECK (right_type = 'invention' OR right_type = 'utility_model' OR right_type = 'design' OR right_type = 'pct'),
  application_number TEXT DEFAULT '' NOT NULL,
  application_number_text TEXT DEFAULT '' NOT NULL,
  publication_number TEXT DEFAULT '' NOT NULL,
  publication_number_text TEXT DEFAULT '' NOT NULL,
  grant_number TEXT DEFAULT '' NOT NULL,
  kind_code TEXT DEFAULT '' NOT NULL,
  title TEXT DEFAULT '' NOT NULL,
  title_en TEXT DEFAULT '' NOT NULL,
  abstract TEXT DEFAULT '' NOT NULL,
  abstract_en TEXT DEFAULT '' NOT NULL,
  priority_date TEXT,
  filing_date TEXT,
  publication_date TEXT,
  grant_date TEXT,
  registration_date TEXT,
  national_entry_date TEXT,
  expiry_date TEXT,
  status TEXT NOT NULL CONSTRAINT ck_patents_status CHECK (status = 'pending' OR status = 'granted' OR status = 'expired' OR status = 'lapsed' OR status = 'refused' OR status = 'withdrawn' OR status = 'abandoned' OR status = 'revoked' OR status = 'pct_open' OR status = 'pct_closed' OR status = 'unknown'),
  status_text TEXT DEFAULT '' NOT NULL,
  status_date TEXT,
  claims_count INTEGER,
  cited_by_count INTEGER,
  cites_count INTEGER,
  npl_count INTEGER,
  family_size INTEGER,
  family_id INTEGER,
  member_id INTEGER,
  agency_id INTEGER,
  responsible TEXT DEFAULT '' NOT NULL,
  segment TEXT CONSTRAINT ck_patents_segment CHECK (segment = 'battery' OR segment = 'fuel_cell' OR segment = 'drive' OR segment = 'power_electronics' OR segment = 'charging' OR segment = 'chassis' OR segment = 'body' OR segment = 'thermal' OR segment = 'cockpit' OR segment = 'automated_driving' OR segment = 'connectivity' OR segment = 'engine' OR segment = 'manufacturing' OR segment = 'materials' OR segment = 'other'),
  product TEXT DEFAULT '' NOT NULL,
  reduction TEXT DEFAULT '' NOT NULL,
  paid_through_year INTEGER,
  ipc_main TEXT DEFAULT '' NOT NULL,
  applicants_text TEXT DEFAULT '' NOT NULL,
  inventors_text TEXT DEFAULT '' NOT NULL,
  external_id TEXT DEFAULT '' NOT NULL,
  url TEXT DEFAULT '' NOT NULL,
  tags TEXT DEFAULT '' NOT NULL,
  note TEXT DEFAULT '' NOT NULL,
  CONSTRAINT uq_patents_uid UNIQUE (uid),
  CONSTRAINT fk_patents_family_id_families FOREIGN KEY(family_id) REFERENCES families (id) ON DELETE SET NULL,
  CONSTRAINT fk_patents_member_id_organisations FOREIGN KEY(member_id) REFERENCES organisations (id) ON DELETE SET NULL,
  CONSTRAINT fk_patents_agency_id_organisations FOREIGN KEY(agency_id) REFERENCES organisations (id) ON DELETE SET NULL
)
""",
    """
CREATE INDEX ix_patents_agency_id ON patents (agency_id) WHERE agency_id IS NOT NULL
""",
    """
CREATE INDEX ix_patents_external_id ON patents (external_id)
""",
    """
CREATE INDEX ix_patents_family_id ON patents (family_id) WHERE family_id IS NOT NULL
""",
    """
CREATE INDEX ix_patents_member_id ON patents (member_id) WHERE member_id IS NOT NULL
""",
    """
CREATE INDEX ix_patents_office_application_number ON patents (office, application_number)
""",
    """
CREATE INDEX ix_patents_publication_number ON patents (publication_number)
""",
    """
CREATE TABLE scenarios (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT DEFAULT '' NOT NULL,
  review_id INTEGER NOT NULL,
  name TEXT DEFAULT '' NOT NULL,
  dropped TEXT DEFAULT '[]' NOT NULL,
  saved_by TEXT DEFAULT '' NOT NULL,
  saved_at TEXT,
  CONSTRAINT uq_scenarios_uid UNIQUE (uid),
  CONSTRAINT fk_scenarios_review_id_reviews FOREIGN KEY(review_id) REFERENCES reviews (id) ON DELETE CASCADE
)
""",
    """
CREATE INDEX ix_scenarios_review_id ON scenarios (review_id)
""",
    """
CREATE TABLE answers (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT DEFAULT '' NOT NULL,
  patent_id INTEGER NOT NULL,
  questionnaire TEXT DEFAULT '' NOT NULL,
  question TEXT DEFAULT '' NOT NULL,
  value REAL NOT NULL,
  reason TEXT DEFAULT '' NOT NULL,
  answered_by TEXT DEFAULT '' NOT NULL,
  answered_at TEXT,
  CONSTRAINT uq_answers_patent_id_questionnaire_question UNIQUE (patent_id, questionnaire, question),
  CONSTRAINT uq_answers_uid UNIQUE (uid),
  CONSTRAINT fk_answers_patent_id_patents FOREIGN KEY(patent_id) REFERENCES patents (id) ON DELETE CASCADE
)
""",
    """
CREATE TABLE attachments (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT DEFAULT '' NOT NULL,
  patent_id INTEGER NOT NULL,
  name TEXT DEFAULT '' NOT NULL,
  size INTEGER NOT NULL,
  digest TEXT DEFAULT '' NOT NULL,
  note TEXT DEFAULT '' NOT NULL,
  added_by TEXT DEFAULT '' NOT NULL,
  added_at TEXT,
  CONSTRAINT uq_attachments_uid UNIQUE (uid),
  CONSTRAINT fk_attachments_patent_id_patents FOREIGN KEY(patent_id) REFERENCES patents (id) ON DELETE CASCADE
)
""",
    """
CREATE INDEX ix_attachments_digest ON attachments (digest)
""",
    """
CREATE INDEX ix_attachments_patent_id ON attachments (patent_id)
""",
    """
CREATE TABLE calendar_entries (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  patent_id INTEGER,
  deadline_uid TEXT DEFAULT '' NOT NULL,
  sequence INTEGER NOT NULL,
  day TEXT,
  content TEXT DEFAULT '' NOT NULL,
  title TEXT DEFAULT '' NOT NULL,
  cancelled INTEGER NOT NULL CONSTRAINT ck_calendar_entries_cancelled CHECK (cancelled = 0 OR cancelled = 1),
  CONSTRAINT uq_calendar_entries_deadline_uid UNIQUE (deadline_uid),
  CONSTRAINT fk_calendar_entries_patent_id_patents FOREIGN KEY(patent_id) REFERENCES patents (id) ON DELETE SET NULL
)
""",
    """
CREATE INDEX ix_calendar_entries_patent_id ON calendar_entries (patent_id) WHERE patent_id IS NOT NULL
""",
    """
CREATE TABLE citations (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  patent_id INTEGER NOT NULL,
  direction TEXT DEFAULT '' NOT NULL,
  number TEXT DEFAULT '' NOT NULL,
  literature TEXT DEFAULT '' NOT NULL,
  category TEXT DEFAULT '' NOT NULL,
  CONSTRAINT fk_citations_patent_id_patents FOREIGN KEY(patent_id) REFERENCES patents (id) ON DELETE CASCADE
)
""",
    """
CREATE INDEX ix_citations_number ON citations (number)
""",
    """
CREATE INDEX ix_citations_patent_id ON citations (patent_id)
""",
    """
CREATE TABLE classifications (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  patent_id INTEGER NOT NULL,
  scheme TEXT NOT NULL CONSTRAINT ck_classifications_scheme CHECK (scheme = 'ipc' OR scheme = 'cpc' OR scheme = 'locarno' OR scheme = 'upc'),
  position INTEGER NOT NULL,
  symbol TEXT DEFAULT '' NOT NULL,
  CONSTRAINT fk_classifications_patent_id_patents FOREIGN KEY(patent_id) REFERENCES patents (id) ON DELETE CASCADE
)
""",
    """
CREATE INDEX ix_classifications_patent_id ON classifications (patent_id)
""",
    """
CREATE INDEX ix_classifications_symbol_patent_id ON classifications (symbol, patent_id)
""",
    """
CREATE TABLE consents (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT DEFAULT '' NOT NULL,
  patent_id INTEGER NOT NULL,
  owner TEXT DEFAULT '' NOT NULL,
  act TEXT NOT NULL CONSTRAINT ck_consents_act CHECK (act = 'give_up' OR act = 'exclusive_licence' OR act = 'assign' OR act = 'pledge'),
  given_on TEXT,
  reference TEXT DEFAULT '' NOT NULL,
  recorded_by TEXT DEFAULT '' NOT NULL,
  recorded_at TEXT,
  CONSTRAINT uq_consents_uid UNIQUE (uid),
  CONSTRAINT fk_consents_patent_id_patents FOREIGN KEY(patent_id) REFERENCES patents (id) ON DELETE CASCADE
)
""",
    """
CREATE INDEX ix_consents_patent_id ON consents (patent_id)
""",
    """
CREATE TABLE deadlines (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT DEFAULT '' NOT NULL,
  patent_id INTEGER NOT NULL,
  rule_id TEXT DEFAULT '' NOT NULL,
  occurrence TEXT DEFAULT '' NOT NULL,
  task TEXT DEFAULT '' NOT NULL,
  hard INTEGER NOT NULL CONSTRAINT ck_deadlines_hard CHECK (hard = 0 OR hard = 1),
  trigger_date TEXT,
  unrolled_date TEXT,
  due_date TEXT,
  earlier_reading TEXT,
  grace_end TEXT,
  roll_verified INTEGER NOT NULL CONSTRAINT ck_deadlines_roll_verified CHECK (roll_verified = 0 OR roll_verified = 1),
  confidence TEXT DEFAULT '' NOT NULL,
  year INTEGER,
  amount_minor INTEGER,
  currency TEXT DEFAULT '' NOT NULL,
  problem TEXT DEFAULT '' NOT NULL,
  state TEXT NOT NULL CONSTRAINT ck_deadlines_state CHECK (state = 'open' OR state = 'in_progress' OR state = 'done' OR state = 'waived'),
  done_date TEXT,
  proof TEXT DEFAULT '' NOT NULL,
  waived_reason TEXT DEFAULT '' NOT NULL,
  closed_by TEXT DEFAULT '' NOT NULL,
  verified_by TEXT DEFAULT '' NOT NULL,
  verified_at TEXT,
  responsible TEXT DEFAULT '' NOT NULL,
  deputy TEXT DEFAULT '' NOT NULL,
  note TEXT DEFAULT '' NOT NULL,
  gone INTEGER NOT NULL CONSTRAINT ck_deadlines_gone CHECK (gone = 0 OR gone = 1),
  CONSTRAINT uq_deadlines_patent_id_rule_id_occurrence UNIQUE (patent_id, rule_id, occurrence),
  CONSTRAINT uq_deadlines_uid UNIQUE (uid),
  CONSTRAINT fk_deadlines_patent_id_patents FOREIGN KEY(patent_id) REFERENCES patents (id) ON DELETE CASCADE
)
""",
    """
CREATE INDEX ix_deadlines_state_due_date_gone_patent_id ON deadlines (state, due_date, gone, patent_id)
""",
    """
CREATE TABLE deals (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT DEFAULT '' NOT NULL,
  kind TEXT DEFAULT '' NOT NULL,
  patent_id INTEGER,
  day TEXT,
  parties TEXT DEFAULT '' NOT NULL,
  technology TEXT DEFAULT '' NOT NULL,
  segment TEXT DEFAULT '' NOT NULL,
  terms TEXT DEFAULT '' NOT NULL,
  patents INTEGER NOT NULL,
  amount_minor INTEGER,
  currency TEXT DEFAULT '' NOT NULL,
  rate REAL,
  adjust_terms REAL NOT NULL,
  adjust_technology REAL NOT NULL,
  adjust_time REAL NOT NULL,
  reason TEXT DEFAULT '' NOT NULL,
  source TEXT DEFAULT '' NOT NULL,
  link TEXT DEFAULT '' NOT NULL,
  origin TEXT DEFAULT '' NOT NULL,
  confidence TEXT DEFAULT '' NOT NULL,
  owner TEXT DEFAULT '' NOT NULL,
  CONSTRAINT uq_deals_uid UNIQUE (uid),
  CONSTRAINT fk_deals_patent_id_patents FOREIGN KEY(patent_id) REFERENCES patents (id) ON DELETE SET NULL
)
""",
    """
CREATE INDEX ix_deals_day ON deals (day)
""",
    """
CREATE INDEX ix_deals_patent_id ON deals (patent_id) WHERE patent_id IS NOT NULL
""",
    """
CREATE TABLE decisions (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT DEFAULT '' NOT NULL,
  patent_id INTEGER NOT NULL,
  review_id INTEGER,
  code TEXT NOT NULL CONSTRAINT ck_decisions_code CHECK (code = 'KEEP' OR code = 'KEEP-1Y' OR code = 'LIC' OR code = 'OPEN' OR code = 'SELL' OR code = 'POOL' OR code = 'ENF' OR code = 'PLEDGE' OR code = 'FILE' OR code = 'NARROW' OR code = 'DROP' OR code = 'DEF'),
  reason TEXT DEFAULT '' NOT NULL,
  conditions TEXT DEFAULT '' NOT NULL,
  decided_by TEXT DEFAULT '' NOT NULL,
  decided_at TEXT,
  facts_digest TEXT DEFAULT '' NOT NULL,
  signed_by TEXT DEFAULT '' NOT NULL,
  signed_at TEXT,
  replaces_uid TEXT DEFAULT '' NOT NULL,
  review_on TEXT,
  execution_proof TEXT DEFAULT '' NOT NULL,
  votes TEXT DEFAULT '[]' NOT NULL,
  CONSTRAINT uq_decisions_uid UNIQUE (uid),
  CONSTRAINT fk_decisions_patent_id_patents FOREIGN KEY(patent_id) REFERENCES patents (id) ON DELETE CASCADE,
  CONSTRAINT fk_decisions_review_id_reviews FOREIGN KEY(review_id) REFERENCES reviews (id) ON DELETE SET NULL
)
""",
    """
CREATE INDEX ix_decisions_patent_id ON decisions (patent_id)
""",
    """
CREATE INDEX ix_decisions_review_id ON decisions (review_id) WHERE review_id IS NOT NULL
""",
    """
CREATE TABLE differences (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  patent_id INTEGER NOT NULL,
  field_name TEXT DEFAULT '' NOT NULL,
  held TEXT DEFAULT '' NOT NULL,
  told TEXT DEFAULT '' NOT NULL,
  file_id INTEGER,
  hand_made INTEGER NOT NULL CONSTRAINT ck_differences_hand_made CHECK (hand_made = 0 OR hand_made = 1),
  taken INTEGER NOT NULL CONSTRAINT ck_differences_taken CHECK (taken = 0 OR taken = 1),
  state TEXT NOT NULL CONSTRAINT ck_differences_state CHECK (state = 'open' OR state = 'held' OR state = 'told'),
  CONSTRAINT fk_differences_patent_id_patents FOREIGN KEY(patent_id) REFERENCES patents (id) ON DELETE CASCADE,
  CONSTRAINT fk_differences_file_id_imported_files FOREIGN KEY(file_id) REFERENCES imported_files (id) ON DELETE SET NULL
)
""",
    """
CREATE INDEX ix_differences_file_id ON differences (file_id) WHERE file_id IS NOT NULL
""",
    """
CREATE INDEX ix_differences_patent_id ON differences (patent_id)
""",
    """
CREATE INDEX ix_differences_state_patent_id ON differences (state, patent_id)
""",
    """
CREATE TABLE encumbrances (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT DEFAULT '' NOT NULL,
  patent_id INTEGER NOT NULL,
  kind TEXT NOT NULL CONSTRAINT ck_encumbrances_kind CHECK (kind = 'licence' OR kind = 'pledge' OR kind = 'pool' OR kind = 'litigation' OR kind = 'co_owner' OR kind = 'standard' OR kind = 'funding' OR kind = 'award' OR kind = 'preservation'),
  counterparty TEXT DEFAULT '' NOT NULL,
  start_date TEXT,
  end_date TEXT,
  amount_minor INTEGER,
  currency TEXT DEFAULT '' NOT NULL,
  note TEXT DEFAULT '' NOT NULL,
  CONSTRAINT uq_encumbrances_uid UNIQUE (uid),
  CONSTRAINT fk_encumbrances_patent_id_patents FOREIGN KEY(patent_id) REFERENCES patents (id) ON DELETE CASCADE
)
""",
    """
CREATE INDEX ix_encumbrances_patent_id ON encumbrances (patent_id)
""",
    """
CREATE TABLE event_checks (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  patent_id INTEGER NOT NULL,
  event_uid TEXT DEFAULT '' NOT NULL,
  checked_by TEXT DEFAULT '' NOT NULL,
  checked_at TEXT,
  CONSTRAINT uq_event_checks_patent_id_event_uid UNIQUE (patent_id, event_uid),
  CONSTRAINT fk_event_checks_patent_id_patents FOREIGN KEY(patent_id) REFERENCES patents (id) ON DELETE CASCADE
)
""",
    """
CREATE TABLE events (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT DEFAULT '' NOT NULL,
  patent_id INTEGER NOT NULL,
  kind TEXT DEFAULT '' NOT NULL,
  event_date TEXT,
  channel TEXT DEFAULT '' NOT NULL,
  received_date TEXT,
  period TEXT DEFAULT '' NOT NULL,
  reference TEXT DEFAULT '' NOT NULL,
  year INTEGER,
  note TEXT DEFAULT '' NOT NULL,
  CONSTRAINT uq_events_uid UNIQUE (uid),
  CONSTRAINT fk_events_patent_id_patents FOREIGN KEY(patent_id) REFERENCES patents (id) ON DELETE CASCADE
)
""",
    """
CREATE INDEX ix_events_patent_id_kind ON events (patent_id, kind)
""",
    """
CREATE TABLE hand_made (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  patent_id INTEGER NOT NULL,
  field_name TEXT DEFAULT '' NOT NULL,
  CONSTRAINT uq_hand_made_patent_id_field_name UNIQUE (patent_id, field_name),
  CONSTRAINT fk_hand_made_patent_id_patents FOREIGN KEY(patent_id) REFERENCES patents (id) ON DELETE CASCADE
)
""",
    """
CREATE TABLE instructions (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT DEFAULT '' NOT NULL,
  patent_id INTEGER NOT NULL,
  decision_uid TEXT DEFAULT '' NOT NULL,
  agency TEXT DEFAULT '' NOT NULL,
  given_by TEXT DEFAULT '' NOT NULL,
  given_at TEXT,
  act_by TEXT,
  CONSTRAINT uq_instructions_uid UNIQUE (uid),
  CONSTRAINT fk_instructions_patent_id_patents FOREIGN KEY(patent_id) REFERENCES patents (id) ON DELETE CASCADE
)
""",
    """
CREATE INDEX ix_instructions_patent_id ON instructions (patent_id)
""",
    """
CREATE TABLE parties (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  patent_id INTEGER NOT NULL,
  role TEXT NOT NULL CONSTRAINT ck_parties_role CHECK (role = 'applicant' OR role = 'owner' OR role = 'inventor' OR role = 'agency'),
  position INTEGER NOT NULL,
  name TEXT DEFAULT '' NOT NULL,
  organisation_id INTEGER,
  share_numerator INTEGER,
  share_denominator INTEGER,
  CONSTRAINT fk_parties_patent_id_patents FOREIGN KEY(patent_id) REFERENCES patents (id) ON DELETE CASCADE,
  CONSTRAINT fk_parties_organisation_id_organisations FOREIGN KEY(organisation_id) REFERENCES organisations (id) ON DELETE SET NULL
)
""",
    """
CREATE INDEX ix_parties_organisation_id ON parties (organisation_id) WHERE organisation_id IS NOT NULL
""",
    """
CREATE INDEX ix_parties_patent_id ON parties (patent_id)
""",
    """
CREATE TABLE priorities (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  patent_id INTEGER NOT NULL,
  position INTEGER NOT NULL,
  office TEXT DEFAULT '' NOT NULL,
  number TEXT DEFAULT '' NOT NULL,
  priority_date TEXT,
  CONSTRAINT fk_priorities_patent_id_patents FOREIGN KEY(patent_id) REFERENCES patents (id) ON DELETE CASCADE
)
""",
    """
CREATE INDEX ix_priorities_patent_id ON priorities (patent_id)
""",
    """
CREATE TABLE provenance (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  patent_id INTEGER NOT NULL,
  file_id INTEGER NOT NULL,
  sheet TEXT DEFAULT '' NOT NULL,
  "row" INTEGER NOT NULL,
  columns TEXT DEFAULT '{}' NOT NULL,
  written TEXT DEFAULT '{}' NOT NULL,
  digest INTEGER NOT NULL,
  conflicts TEXT DEFAULT '{}' NOT NULL,
  CONSTRAINT fk_provenance_patent_id_patents FOREIGN KEY(patent_id) REFERENCES patents (id) ON DELETE CASCADE,
  CONSTRAINT fk_provenance_file_id_imported_files FOREIGN KEY(file_id) REFERENCES imported_files (id) ON DELETE CASCADE
)
""",
    """
CREATE INDEX ix_provenance_digest ON provenance (digest)
""",
    """
CREATE INDEX ix_provenance_file_id ON provenance (file_id)
""",
    """
CREATE INDEX ix_provenance_patent_id ON provenance (patent_id)
""",
    """
CREATE TABLE review_items (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  review_id INTEGER NOT NULL,
  patent_id INTEGER NOT NULL,
  due_date TEXT,
  score REAL,
  coverage REAL NOT NULL,
  grade TEXT NOT NULL CONSTRAINT ck_review_items_grade CHECK (grade = 'A' OR grade = 'B' OR grade = 'C' OR grade = 'D' OR grade = 'withheld'),
  vetoes TEXT DEFAULT '[]' NOT NULL,
  recommendation TEXT DEFAULT '' NOT NULL,
  evidence TEXT DEFAULT '[]' NOT NULL,
  facts_digest TEXT DEFAULT '' NOT NULL,
  assignee TEXT DEFAULT '' NOT NULL,
  mark TEXT NOT NULL CONSTRAINT ck_review_items_mark CHECK (mark = '' OR mark = 'flagged' OR mark = 'skipped'),
  note TEXT DEFAULT '' NOT NULL,
  CONSTRAINT uq_review_items_review_id_patent_id UNIQUE (review_id, patent_id),
  CONSTRAINT fk_review_items_review_id_reviews FOREIGN KEY(review_id) REFERENCES reviews (id) ON DELETE CASCADE,
  CONSTRAINT fk_review_items_patent_id_patents FOREIGN KEY(patent_id) REFERENCES patents (id) ON DELETE CASCADE
)
""",
    """
CREATE INDEX ix_review_items_patent_id ON review_items (patent_id)
""",
    """
CREATE TABLE valuations (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT DEFAULT '' NOT NULL,
  patent_id INTEGER NOT NULL,
  valued_on TEXT,
  made_at TEXT,
  method TEXT DEFAULT '' NOT NULL,
  basis TEXT DEFAULT '' NOT NULL,
  purpose TEXT DEFAULT '' NOT NULL,
  value_minor INTEGER NOT NULL,
  low_minor INTEGER,
  high_minor INTEGER,
  currency TEXT DEFAULT '' NOT NULL,
  engine_version TEXT DEFAULT '' NOT NULL,
  inputs TEXT DEFAULT '{}' NOT NULL,
  results TEXT DEFAULT '{}' NOT NULL,
  warnings TEXT DEFAULT '[]' NOT NULL,
  CONSTRAINT uq_valuations_uid UNIQUE (uid),
  CONSTRAINT fk_valuations_patent_id_patents FOREIGN KEY(patent_id) REFERENCES patents (id) ON DELETE CASCADE
)
""",
    """
CREATE INDEX ix_valuations_patent_id ON valuations (patent_id)
""",
    """
CREATE INDEX ix_valuations_valued_on ON valuations (valued_on)
""",
    """
CREATE TABLE votes (
  id INTEGER NOT NULL PRIMARY KEY AUTOINCREMENT,
  uid TEXT DEFAULT '' NOT NULL,
  review_id INTEGER NOT NULL,
  patent_id INTEGER NOT NULL,
  voter TEXT DEFAULT '' NOT NULL,
  code TEXT NOT NULL CONSTRAINT ck_votes_code CHECK (code = 'KEEP' OR code = 'KEEP-1Y' OR code = 'LIC' OR code = 'OPEN' OR code = 'SELL' OR code = 'POOL' OR code = 'ENF' OR code = 'PLEDGE' OR code = 'FILE' OR code = 'NARROW' OR code = 'DROP' OR code = 'DEF'),
  reason TEXT DEFAULT '' NOT NULL,
  voted_at TEXT,
  CONSTRAINT uq_votes_review_id_patent_id_voter UNIQUE (review_id, patent_id, voter),
  CONSTRAINT uq_votes_uid UNIQUE (uid),
  CONSTRAINT fk_votes_review_id_reviews FOREIGN KEY(review_id) REFERENCES reviews (id) ON DELETE CASCADE,
  CONSTRAINT fk_votes_patent_id_patents FOREIGN KEY(patent_id) REFERENCES patents (id) ON DELETE CASCADE
)
""",
    """
CREATE INDEX ix_votes_patent_id ON votes (patent_id)
""",
)


def upgrade(operations: Operations) -> None:
    """Create tables and indexes, and the pen that no operation holds."""
    for statement in STATEMENTS:
        operations.execute(statement)
    operations.execute("INSERT INTO pen (id, operation_id) VALUES (1, NULL)")
