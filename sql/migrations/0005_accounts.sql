-- Who may do what, and who did it: accounts, sessions, one-time links for passwords, links to drafts, and the audit trail.
create table nahraum.account (
  id            text primary key check (id ~ '^[0-9a-f]{16}$'),
  -- Name for signing in, folded (lower case, NFKC); what people read is display_name.
  login         text not null unique check (length(login) between 1 and 254),
  display_name  text not null check (length(display_name) between 1 and 120),
  role          text not null check (role in ('provider', 'editor', 'admin')),
  -- Regions that the role counts for; null: all. An admin's counts everywhere.
  region_keys   text[] check (role <> 'admin' or region_keys is null),
  -- For providers: whom they speak for, as the lists of places name it, and places of their own by id.
  organisation  text check (length(organisation) between 1 and 200),
  facility_ids  text[] not null default '{}',
  -- argon2id in PHC form; null where the account signs in by OpenID Connect only, or has no password yet.
  password_hash text check (password_hash like '$argon2id$%'),
  oidc_issuer   text,
  oidc_subject  text,
  disabled_at   timestamptz,
  created_at    timestamptz not null default now(),
  last_login_at timestamptz,
  unique (oidc_issuer, oidc_subject),
  check ((oidc_issuer is null) = (oidc_subject is null))
);
comment on table nahraum.account is 'People who may sign in, with role and regions. Rows are deleted when an account is removed; the audit trail keeps the name.';

create table nahraum.session (
  -- SHA-256 of the id in the cookie: whoever reads the table cannot use a session.
  token_hash   bytea primary key check (octet_length(token_hash) = 32),
  -- Names the session in lists; opens nothing.
  id           text not null unique check (id ~ '^[0-9a-f]{16}$'),
  account_id   text not null references nahraum.account on delete cascade,
  method       text not null check (method in ('password', 'oidc')),
  created_at   timestamptz not null default now(),
  last_seen_at timestamptz not null default now(),
  expires_at   timestamptz not null
);
comment on table nahraum.session is 'Open sessions; expired ones are deleted when somebody signs in. No address and no program of the visitor is kept.';
create index on nahraum.session (account_id);

create table nahraum.password_link (
  token_hash bytea primary key check (octet_length(token_hash) = 32),
  account_id text not null unique references nahraum.account on delete cascade,
  expires_at timestamptz not null
);
comment on table nahraum.password_link is 'One-time links by which somebody sets a password; one per account, deleted by use.';

create table nahraum.share_link (
  id           text primary key check (id ~ '^[0-9a-f]{16}$'),
  token_hash   bytea not null unique check (octet_length(token_hash) = 32),
  region_key   text not null references nahraum.region on delete cascade,
  subject_kind text not null check (subject_kind in ('scenario', 'publication', 'report')),
  subject_id   text not null check (length(subject_id) between 1 and 200),
  label        text not null check (length(label) <= 200),
  created_by   text references nahraum.account on delete set null,
  created_name text not null,
  created_at   timestamptz not null default now(),
  expires_at   timestamptz not null,
  revoked_at   timestamptz,
  last_used_at timestamptz
);
comment on table nahraum.share_link is 'Links to one draft each, to be read without an account until they expire or are revoked.';
create index on nahraum.share_link (region_key);

create table nahraum.audit_entry (
  number        bigint primary key check (number >= 1),
  -- To the millisecond, as it goes into the hash.
  at            timestamptz not null,
  -- No references: entries outlive accounts and regions.
  account_id    text,
  person        text not null,
  role          text not null,
  action        text not null check (action ~ '^[a-z]+(\.[a-z-]+)+$'),
  region_key    text,
  subject       text,
  -- Canonical JSON (keys in order), as it goes into the hash; null: nothing.
  before        text,
  after         text,
  previous_hash bytea not null check (octet_length(previous_hash) = 32),
  hash          bytea not null unique check (octet_length(hash) = 32)
);
comment on table nahraum.audit_entry is 'Who did what when, with what was before and after. Rows are only ever added; each hash covers the row and the hash before, see docs/accounts.md.';
create index on nahraum.audit_entry (region_key, number);
create index on nahraum.audit_entry (action, number);

create function nahraum.refuse_audit_change() returns trigger language plpgsql as $$
begin
  raise exception 'The audit trail is append-only: % is refused.', tg_op using errcode = 'insufficient_privilege';
end
$$;
create trigger audit_entry_is_append_only before update or delete or truncate on nahraum.audit_entry
  for each statement execute function nahraum.refuse_audit_change();
