-- Corrections: what people report about places and ways, what editors decided, and the imports that were made of it.
create table nahraum.correction (
  id            text primary key check (id ~ '^[0-9a-f]{16}$'),
  region_key    text not null references nahraum.region on delete cascade,
  -- What people call it: "Meldung 12" of the region.
  number        integer not null check (number >= 1),
  version       integer not null default 1 check (version >= 1),
  -- SHA-256 of the token in the reporter's link: whoever reads the table cannot open it. Null once the contact was erased on request.
  token_hash    bytea unique check (octet_length(token_hash) = 32),
  status        text not null check (status in ('open', 'accepted', 'rejected', 'withdrawn', 'joined')),
  kind          text not null check (kind in ('missing', 'moved', 'closed', 'details', 'obstacle')),
  -- As reported; never changed.
  change        jsonb not null,
  -- Null for missing places and obstacles.
  facility_id   text,
  lng           double precision not null check (lng between -180 and 180),
  lat           double precision not null check (lat between -90 and 90),
  district_name text,
  comment       text not null check (length(comment) <= 2000),
  -- The place as the data had it when it was reported.
  reported      jsonb,
  joined_to     text references nahraum.correction on delete set null,
  provider_name text,
  provider_account_id text,
  created_at    timestamptz not null,
  decided_at    timestamptz,
  decided_by    text,
  reason        text not null default '' check (length(reason) <= 1000),
  -- What counts where it was accepted: the change, the place and the places near as they were then, and its turn among the accepted.
  accepted      jsonb,
  turn          integer check (turn >= 1),
  unique (region_key, number),
  unique (region_key, turn),
  check ((status = 'accepted') = (accepted is not null)),
  check ((status = 'accepted') = (turn is not null)),
  check ((status = 'joined') = (joined_to is not null))
);
comment on table nahraum.correction is 'Reports of places and ways with their decision; accepted ones in the order of turn become part of the next import.';
create index on nahraum.correction (region_key, status, created_at);
create index on nahraum.correction (region_key, facility_id);
create index on nahraum.correction (joined_to);

-- Apart from the reports, so that nothing that reads reports can give it away.
create table nahraum.correction_contact (
  correction_id text primary key references nahraum.correction on delete cascade,
  name          text not null check (length(name) <= 120),
  email         text not null check (length(email) <= 254),
  created_at    timestamptz not null
);
comment on table nahraum.correction_contact is 'Name and mail address of reporters who gave them; deleted some days after the decision (90 unless set otherwise).';
create index on nahraum.correction_contact (lower(email));

create table nahraum.correction_note (
  correction_id text not null references nahraum.correction on delete cascade,
  position      integer not null check (position >= 0),
  text          text not null check (length(text) between 1 and 2000),
  created_at    timestamptz not null,
  primary key (correction_id, position)
);
comment on table nahraum.correction_note is 'What a reporter added later, by his link.';

create table nahraum.facility_confirmation (
  region_key   text not null references nahraum.region on delete cascade,
  facility_id  text not null check (length(facility_id) between 1 and 200),
  account_id   text not null,
  account_name text not null,
  confirmed_at timestamptz not null,
  primary key (region_key, facility_id)
);
comment on table nahraum.facility_confirmation is 'When a provider last said that what the data say about his place is right.';

create table nahraum.corrected_import (
  import_id      text primary key references nahraum.import on delete cascade,
  -- The import of files that it was made of.
  base_import_id text not null references nahraum.import on delete cascade,
  -- Ids of the accepted corrections in their order, with what became of each.
  outcomes       jsonb not null check (jsonb_typeof(outcomes) = 'array')
);
comment on table nahraum.corrected_import is 'Imports made of another one and the accepted corrections; everything that reads imports reads them like any other.';
create index on nahraum.corrected_import (base_import_id);

alter table nahraum.dataset drop constraint dataset_kind_check;
alter table nahraum.dataset add constraint dataset_kind_check
  check (kind in ('osm', 'districts', 'population', 'facilities', 'extent', 'corrections'));

-- Places that only an accepted report knows.
alter table nahraum.facility drop constraint facility_source_check;
alter table nahraum.facility add constraint facility_source_check check (source in ('osm', 'list', 'correction'));
