-- Regions and what was imported for them. An import is immutable; a region points to its current one.
create schema if not exists nahraum;

create table nahraum.region (
  key          text primary key check (key ~ '^[a-z0-9]+(-[a-z0-9]+)*$'),
  name         jsonb not null,
  fictional    boolean not null,
  created_at   timestamptz not null default now()
);
comment on table nahraum.region is 'A municipality or other study area; current_import names the data in use.';

create table nahraum.import (
  id           text primary key check (id ~ '^[0-9a-f]{16}$'),
  region_key   text not null references nahraum.region on delete cascade,
  manifest     jsonb not null,
  summary      jsonb not null,
  created_at   timestamptz not null default now()
);
comment on table nahraum.import is 'One import of all sources of a region; id is the hash of the manifest, the files and the method version.';
create index on nahraum.import (region_key);

alter table nahraum.region add column current_import text references nahraum.import deferrable initially deferred;

create table nahraum.dataset (
  import_id      text not null references nahraum.import on delete cascade,
  position       integer not null,
  kind           text not null check (kind in ('osm', 'districts', 'population', 'facilities', 'extent')),
  key            text not null,
  title          jsonb not null,
  file_name      text not null,
  url            text,
  licence        text not null,
  attribution    text not null,
  key_date       text,
  sha256         text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  count_in       integer not null check (count_in >= 0),
  count_out      integer not null check (count_out >= 0),
  count_rejected integer not null check (count_rejected >= 0),
  unit           text not null,
  primary key (import_id, position)
);
comment on table nahraum.dataset is 'Each source file of an import with its licence, key date, hash and counts in, out and rejected.';

create table nahraum.import_issue (
  import_id text not null references nahraum.import on delete cascade,
  position  integer not null,
  kind      text not null,
  severity  text not null check (severity in ('error', 'warning', 'note')),
  source    text not null,
  count     integer not null check (count > 0),
  examples  jsonb not null,
  primary key (import_id, position)
);
comment on table nahraum.import_issue is 'Defects met while importing; shown to people on the data page.';

create table nahraum.district (
  import_id          text not null references nahraum.import on delete cascade,
  level_id           text not null,
  district_index     integer not null check (district_index >= 0),
  id                 text not null,
  name               text not null,
  area_square_metres double precision not null check (area_square_metres > 0),
  figures            jsonb not null,
  people             jsonb not null,
  geom               geometry(MultiPolygon, 4326) not null check (ST_IsValid(geom)),
  primary key (import_id, level_id, district_index),
  unique (import_id, level_id, id)
);
comment on table nahraum.district is 'Districts of every level; people holds the imported population by group.';
create index district_geom on nahraum.district using gist (geom);

create table nahraum.facility (
  import_id      text not null references nahraum.import on delete cascade,
  facility_index integer not null check (facility_index >= 0),
  id             text not null,
  category_ids   text[] not null check (cardinality(category_ids) > 0),
  name           text,
  capacity       double precision,
  provider       text,
  address        text,
  opening_hours  text,
  wheelchair     text check (wheelchair in ('yes', 'limited', 'no')),
  website        text,
  source         text not null check (source in ('osm', 'list')),
  geom           geometry(Point, 4326) not null,
  access_points  geometry(MultiPoint, 4326) not null,
  primary key (import_id, facility_index),
  unique (import_id, id)
);
comment on table nahraum.facility is 'Places people walk to; access_points are the entrances or outline points that routes end at.';
create index facility_geom on nahraum.facility using gist (geom);
create index facility_categories on nahraum.facility using gin (category_ids);

create table nahraum.cell (
  import_id  text not null references nahraum.import on delete cascade,
  cell_index integer not null check (cell_index >= 0),
  h3         text not null check (h3 ~ '^[0-9a-f]{15}$'),
  people     double precision[] not null,
  geom       geometry(Polygon, 4326) not null,
  origin     geometry(Point, 4326) not null,
  primary key (import_id, cell_index),
  unique (import_id, h3)
);
comment on table nahraum.cell is 'H3 cells; people follows the order of groups in import.summary; origin is the population-weighted point walks start at.';
create index cell_geom on nahraum.cell using gist (geom);

-- Typed columns that the kernels load as a whole: gzip of the column format described in docs/architecture.md.
create table nahraum.import_columns (
  import_id text not null references nahraum.import on delete cascade,
  name      text not null check (name in ('network', 'population')),
  part      integer not null check (part >= 0),
  data      bytea not null,
  primary key (import_id, name, part)
);
alter table nahraum.import_columns alter data set storage external;
comment on table nahraum.import_columns is 'Street network and population as typed columns (gzip, split into parts).';

create table nahraum.basemap_tile (
  import_id text not null references nahraum.import on delete cascade,
  z         smallint not null check (z between 0 and 22),
  x         integer not null check (x >= 0),
  y         integer not null check (y >= 0),
  data      bytea not null,
  primary key (import_id, z, x, y)
);
alter table nahraum.basemap_tile alter data set storage external;
comment on table nahraum.basemap_tile is 'Basemap vector tiles (gzip) made from the same OSM file as the network.';
