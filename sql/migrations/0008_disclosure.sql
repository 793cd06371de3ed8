-- Regions with figures of a register have a second population of which tables, maps and packages for the public are made: docs/decisions/0020-small-numbers.md.
alter table nahraum.import_columns drop constraint import_columns_name_check;
alter table nahraum.import_columns add constraint import_columns_name_check
  check (name in ('network', 'population', 'public_population', 'addresses'));
comment on table nahraum.import_columns is 'Street network, population (true, and as it may be published where they differ) and addresses as typed columns (gzip, split into parts).';
