-- Barriers that people report about the pages themselves; read by admins, answered by the contact of the accessibility statement.
create table nahraum.barrier_report (
  id          text primary key check (id ~ '^[0-9a-f]{16}$'),
  reported_at timestamptz not null default now(),
  -- Path of the page, without question and fragment.
  page        text not null check (length(page) between 1 and 300),
  description text not null check (length(description) between 1 and 4000),
  -- Only to answer; deleted 90 days after the report is done, or when asked for.
  email       text check (length(email) between 3 and 254),
  done_at     timestamptz,
  note        text not null default '' check (length(note) <= 4000)
);
comment on table nahraum.barrier_report is 'Reports of barriers; no address of the sender is kept. Reports that are done are deleted after two years.';
create index on nahraum.barrier_report (reported_at);
