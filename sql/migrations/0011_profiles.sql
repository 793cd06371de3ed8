-- Profiles of districts are printed as jobs.
alter table nahraum.job drop constraint job_kind_check;
alter table nahraum.job add constraint job_kind_check check (kind in ('import', 'analyse', 'siting', 'publish', 'profiles'));
