-- Runs: immutable outcomes, addressed by the hash of everything that went into them, published by a pointer.
create table nahraum.run (
  id               text primary key check (id ~ '^[0-9a-f]{16}$'),
  import_id        text not null references nahraum.import on delete cascade,
  profile          text not null,
  method_version   text not null,
  inputs           jsonb not null,
  cutoff_minutes   double precision not null,
  maximum_rank     smallint not null check (maximum_rank between 1 and 9),
  category_ids     text[] not null,
  -- gzip columns: status (uint8), edgeDeciseconds (uint16), accessDecimetres (uint16) per cell
  cells            bytea not null,
  created_at       timestamptz not null default now()
);
comment on table nahraum.run is 'One analysis for one walking profile; id is the hash of its inputs.';

create table nahraum.run_category (
  run_id          text not null references nahraum.run on delete cascade,
  category_id     text not null,
  facility_count  integer not null,
  -- gzip columns: deciseconds (uint16) and facility (uint32), rank-major
  data            bytea not null,
  -- the nearest place only, in seconds, for SQL and QGIS; null where there is no walking time
  nearest_seconds integer[] not null,
  primary key (run_id, category_id)
);
alter table nahraum.run_category alter data set storage external;
comment on table nahraum.run_category is 'Walking times of every cell to the nearest places of one kind; nearest_seconds[cell_index + 1].';

create table nahraum.run_district (
  run_id         text not null references nahraum.run on delete cascade,
  category_id    text not null,
  group_id       text not null,
  level_id       text not null,
  -- null: the whole region
  district_index integer,
  minutes        double precision not null,
  people         double precision not null,
  served         double precision not null,
  unserved       double precision not null,
  unknown        double precision not null,
  uncertain      double precision not null,
  mean_minutes   double precision,
  p90_minutes    double precision,
  gap_persons    double precision not null,
  check (served + unserved = people),
  unique nulls not distinct (run_id, category_id, group_id, level_id, district_index)
);
comment on table nahraum.run_district is 'Coverage per district at the catalogue''s default threshold; served + unserved = people exactly.';

create table nahraum.published_run (
  region_key text not null references nahraum.region on delete cascade,
  profile    text not null,
  run_id     text not null references nahraum.run on delete cascade,
  primary key (region_key, profile)
);
comment on table nahraum.published_run is 'Which run the map and the views show, per region and profile.';

create table nahraum.job (
  id          text primary key check (id ~ '^[0-9a-f]{16}$'),
  kind        text not null check (kind in ('import', 'analyse')),
  region_key  text,
  status      text not null check (status in ('accepted', 'running', 'successful', 'failed', 'dismissed', 'interrupted')),
  step        text not null,
  share       double precision not null check (share between 0 and 1),
  message     jsonb,
  result      jsonb,
  created_at  timestamptz not null default now(),
  finished_at timestamptz
);
comment on table nahraum.job is 'Imports and analyses started through the API, with their outcome.';
create index on nahraum.job (created_at);
