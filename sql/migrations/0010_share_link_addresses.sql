-- A link may open a report, whose address names kinds, sides and colours and is longer than an id.
alter table nahraum.share_link drop constraint share_link_subject_id_check;
alter table nahraum.share_link add constraint share_link_subject_id_check check (length(subject_id) between 1 and 2000);
