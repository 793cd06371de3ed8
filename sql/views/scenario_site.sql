-- Sites that scenarios add or move facilities to, as points; for QGIS.
create or replace view nahraum.scenario_site as
select
  s.region_key, s.id as scenario_id, v.name as scenario_name, v.version,
  m.value ->> 'id' as modification_id, m.value ->> 'kind' as kind,
  coalesce(m.value ->> 'name', m.value ->> 'facilityId') as name,
  m.value -> 'categoryIds' as category_ids, m.value ->> 'plannedFrom' as planned_from, m.value ->> 'note' as note,
  ST_SetSRID(ST_MakePoint((m.value ->> 'lng')::float8, (m.value ->> 'lat')::float8), 4326)::geometry(Point, 4326) as geom,
  md5(concat_ws('/', s.id, m.ordinality)) as row_id
from nahraum.scenario s
join nahraum.scenario_version v on v.scenario_id = s.id and v.version = s.version
cross join lateral jsonb_array_elements(v.modifications) with ordinality as m
where s.deleted_at is null and m.value ->> 'kind' in ('add-facility', 'move-facility');
comment on view nahraum.scenario_site is 'Sites that scenarios add or move facilities to, current versions only; filter by region_key, scenario_id. Key for QGIS: row_id.';
