-- How new objects in Tag Manager are named, and in which folder they are put. Objects that are there keep both.
alter table organization
  add column name_pattern text not null default 'OCT - {name}',
  add column folder text;
grant update (name_pattern, folder) on organization to oct_app;
call app.audit('organization', 'organization', p_ignored => '{updated_at,version}');
call app.hide_from_planner('organization');
