-- People (not) served per district, kind and group in the published runs, at the default threshold; for QGIS and reports.
create or replace view nahraum.district_coverage as
select
  p.region_key, p.profile, rd.category_id, rd.group_id, rd.level_id, d.id as district_id, d.name as district_name,
  rd.minutes, rd.people, rd.served, rd.unserved, rd.unknown, rd.uncertain,
  case when rd.people > 0 then rd.served / rd.people end as share,
  rd.mean_minutes, rd.p90_minutes, rd.gap_persons, d.area_square_metres, d.geom,
  md5(concat_ws('/', rd.run_id, rd.category_id, rd.group_id, rd.level_id, rd.district_index)) as row_id
from nahraum.published_run p
join nahraum.run r on r.id = p.run_id
join nahraum.run_district rd on rd.run_id = r.id
join nahraum.district d on d.import_id = r.import_id and d.level_id = rd.level_id and d.district_index = rd.district_index;
comment on view nahraum.district_coverage is 'Published coverage per district: served + unserved = people; filter by region_key, profile, category_id, group_id, level_id. Key for QGIS: row_id.';
