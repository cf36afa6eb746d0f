-- What was silent while a tracking was paused says nothing of the time after: evidence begins again, as with another action.
drop trigger begin_evidence on tracking;
create trigger begin_evidence before update of conversion_action_resource_name, paused on tracking for each row
when (new.conversion_action_resource_name is distinct from old.conversion_action_resource_name or old.paused and not new.paused)
execute function app.begin_evidence();
