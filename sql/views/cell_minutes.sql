-- Walking minutes from every cell to the nearest place of each kind in the published runs; for QGIS and SQL.
create or replace view nahraum.cell_minutes as
select
  p.region_key, p.profile, rc.category_id, c.cell_index, c.h3,
  t.seconds / 60.0 as minutes, c.people, c.geom,
  concat_ws('/', p.region_key, p.profile, rc.category_id, c.h3) as row_id
from nahraum.published_run p
join nahraum.run r on r.id = p.run_id
join nahraum.run_category rc on rc.run_id = r.id
cross join lateral unnest(rc.nearest_seconds) with ordinality as t(seconds, position)
join nahraum.cell c on c.import_id = r.import_id and c.cell_index = t.position - 1;
comment on view nahraum.cell_minutes is 'Published walking minutes per cell and kind (null: no walking time); filter by region_key, profile and category_id. people follows the group order of the import. Key for QGIS: row_id.';
