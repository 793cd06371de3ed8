-- Streets and house numbers of an import, as columns like the street network: docs/architecture.md says why not as rows.
alter table nahraum.import_columns drop constraint import_columns_name_check;
alter table nahraum.import_columns add constraint import_columns_name_check
  check (name in ('network', 'population', 'addresses'));
comment on table nahraum.import_columns is 'Street network, population and addresses as typed columns (gzip, split into parts).';
