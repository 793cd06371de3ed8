-- Publications: maps that a municipality shows to everybody. What was frozen is never changed and outlives runs, imports, scenarios and the region.
create table nahraum.publication (
  id               text primary key check (id ~ '^[a-z2-7]{12}$'),
  -- A name, not a reference: what is published stays when a region goes.
  region_key       text not null,
  draft_version    integer not null check (draft_version >= 1),
  -- Frozen version that the address shows.
  version          integer check (version >= 1),
  withdrawn_at     timestamptz,
  withdrawn_reason text check (length(withdrawn_reason) between 1 and 1000),
  deleted_at       timestamptz,
  created_at       timestamptz not null default now(),
  check ((withdrawn_at is null) = (withdrawn_reason is null)),
  -- What the public can see is withdrawn first, with a reason.
  check (deleted_at is null or version is null or withdrawn_at is not null)
);
comment on table nahraum.publication is 'A published map of a region: draft_version names its current definition, version the frozen files that everybody sees.';
create index on nahraum.publication (region_key);

create table nahraum.publication_draft (
  publication_id text not null references nahraum.publication on delete cascade,
  draft_version  integer not null check (draft_version >= 1),
  definition     jsonb not null,
  created_at     timestamptz not null default now(),
  primary key (publication_id, draft_version)
);
comment on table nahraum.publication_draft is 'What an editor decided at each save.';

create table nahraum.publication_version (
  publication_id text not null references nahraum.publication,
  version        integer not null check (version >= 1),
  draft_version  integer not null,
  title          jsonb not null,
  import_id      text not null,
  run_id         text not null,
  scenario_id    text,
  method_version text not null,
  published_at   timestamptz not null,
  primary key (publication_id, version),
  foreign key (publication_id, draft_version) references nahraum.publication_draft
);
comment on table nahraum.publication_version is 'One frozen version; import_id, run_id and scenario_id say what it was made from and may be gone.';
alter table nahraum.publication add foreign key (id, version) references nahraum.publication_version (publication_id, version);

-- Contents by hash, so that a background that did not change is kept once however many versions show it.
create table nahraum.published_content (
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  part   integer not null check (part >= 0),
  data   bytea not null,
  primary key (sha256, part)
);
alter table nahraum.published_content alter data set storage external;
comment on table nahraum.published_content is 'Bytes of published files in parts, named by the hash of the plain bytes; packed by gzip where publication_file.gzip_bytes is given.';

create table nahraum.publication_file (
  publication_id text not null,
  version        integer not null,
  position       integer not null check (position >= 0),
  name           text not null check (name ~ '^[a-z][a-z0-9-]*\.[a-z0-9]+$'),
  type           text not null,
  bytes          integer not null check (bytes >= 0),
  gzip_bytes     integer check (gzip_bytes >= 0),
  sha256         text not null,
  primary key (publication_id, version, name),
  foreign key (publication_id, version) references nahraum.publication_version
);
comment on table nahraum.publication_file is 'Files of a frozen version, as docs/publications.md describes them.';

create function nahraum.refuse_change_of_published() returns trigger language plpgsql as $$
begin
  raise exception 'what was published is never changed (%)', tg_table_name;
end
$$;
create trigger publication_version_is_final before update on nahraum.publication_version
  for each row execute function nahraum.refuse_change_of_published();
create trigger publication_file_is_final before update on nahraum.publication_file
  for each row execute function nahraum.refuse_change_of_published();
create trigger published_content_is_final before update on nahraum.published_content
  for each row execute function nahraum.refuse_change_of_published();

alter table nahraum.job drop constraint job_kind_check;
alter table nahraum.job add constraint job_kind_check check (kind in ('import', 'analyse', 'siting', 'publish'));
