-- Scenarios: what people try out over a region's data. A scenario outlives imports; every save is kept as a version.
create table nahraum.scenario (
  id          text primary key check (id ~ '^[0-9a-f]{16}$'),
  region_key  text not null references nahraum.region on delete cascade,
  version     integer not null check (version >= 1),
  created_at  timestamptz not null default now(),
  deleted_at  timestamptz
);
comment on table nahraum.scenario is 'A scenario of a region; version names its current row in scenario_version; deleted ones can be restored.';
create index on nahraum.scenario (region_key);

create table nahraum.scenario_version (
  scenario_id   text not null references nahraum.scenario on delete cascade,
  version       integer not null check (version >= 1),
  format        integer not null check (format >= 1),
  name          text not null check (length(name) between 1 and 120),
  description   text not null check (length(description) <= 4000),
  modifications jsonb not null check (jsonb_typeof(modifications) = 'array'),
  -- Import that it was made on: a name, not a reference, so that old imports may go.
  import_id     text not null,
  created_at    timestamptz not null default now(),
  primary key (scenario_id, version)
);
comment on table nahraum.scenario_version is 'What a scenario was at each save: name, description and modifications in their order.';

alter table nahraum.job drop constraint job_kind_check;
alter table nahraum.job add constraint job_kind_check check (kind in ('import', 'analyse', 'siting'));
