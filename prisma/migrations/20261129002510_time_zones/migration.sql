-- The database decides what a time zone is: its reports count days by it. Names of before become present ones, and a zone
-- that the database does not know any more makes no report fail.

-- Names of before, in lower case, with the name of today: the aliases of Unicode's CLDR 48 (bcp47/timezone.xml), which
-- says by `iana` which one that is. UTC is UTC, as in ECMA-402.
create function app.time_zone_links() returns table (old_name text, name text)
language sql immutable parallel safe set search_path = ''
begin atomic
  select v.column1, v.column2 from (values
  ('africa/asmera', 'Africa/Asmara'), ('africa/timbuktu', 'Africa/Bamako'), ('egypt', 'Africa/Cairo'),
  ('libya', 'Africa/Tripoli'), ('america/atka', 'America/Adak'), ('us/aleutian', 'America/Adak'),
  ('us/alaska', 'America/Anchorage'), ('america/buenos_aires', 'America/Argentina/Buenos_Aires'),
  ('america/argentina/comodrivadavia', 'America/Argentina/Catamarca'),
  ('america/catamarca', 'America/Argentina/Catamarca'), ('america/cordoba', 'America/Argentina/Cordoba'),
  ('america/rosario', 'America/Argentina/Cordoba'), ('america/jujuy', 'America/Argentina/Jujuy'),
  ('america/mendoza', 'America/Argentina/Mendoza'), ('america/coral_harbour', 'America/Atikokan'),
  ('cst6cdt', 'America/Chicago'), ('us/central', 'America/Chicago'), ('america/shiprock', 'America/Denver'),
  ('mst7mdt', 'America/Denver'), ('navajo', 'America/Denver'), ('us/mountain', 'America/Denver'),
  ('us/michigan', 'America/Detroit'), ('america/yellowknife', 'America/Edmonton'), ('canada/mountain', 'America/Edmonton'),
  ('canada/atlantic', 'America/Halifax'), ('cuba', 'America/Havana'),
  ('america/fort_wayne', 'America/Indiana/Indianapolis'), ('america/indianapolis', 'America/Indiana/Indianapolis'),
  ('us/east-indiana', 'America/Indiana/Indianapolis'), ('america/knox_in', 'America/Indiana/Knox'),
  ('us/indiana-starke', 'America/Indiana/Knox'), ('america/pangnirtung', 'America/Iqaluit'),
  ('jamaica', 'America/Jamaica'), ('america/louisville', 'America/Kentucky/Louisville'),
  ('pst8pdt', 'America/Los_Angeles'), ('us/pacific', 'America/Los_Angeles'), ('us/pacific-new', 'America/Los_Angeles'),
  ('brazil/west', 'America/Manaus'), ('mexico/bajasur', 'America/Mazatlan'), ('mexico/general', 'America/Mexico_City'),
  ('est5edt', 'America/New_York'), ('us/eastern', 'America/New_York'), ('brazil/denoronha', 'America/Noronha'),
  ('america/godthab', 'America/Nuuk'), ('est', 'America/Panama'), ('mst', 'America/Phoenix'),
  ('us/arizona', 'America/Phoenix'), ('canada/east-saskatchewan', 'America/Regina'),
  ('canada/saskatchewan', 'America/Regina'), ('america/porto_acre', 'America/Rio_Branco'),
  ('brazil/acre', 'America/Rio_Branco'), ('chile/continental', 'America/Santiago'), ('brazil/east', 'America/Sao_Paulo'),
  ('canada/newfoundland', 'America/St_Johns'), ('america/virgin', 'America/St_Thomas'),
  ('america/ensenada', 'America/Tijuana'), ('america/santa_isabel', 'America/Tijuana'),
  ('mexico/bajanorte', 'America/Tijuana'), ('america/montreal', 'America/Toronto'), ('america/nipigon', 'America/Toronto'),
  ('america/thunder_bay', 'America/Toronto'), ('canada/eastern', 'America/Toronto'),
  ('canada/pacific', 'America/Vancouver'), ('canada/yukon', 'America/Whitehorse'),
  ('america/rainy_river', 'America/Winnipeg'), ('canada/central', 'America/Winnipeg'),
  ('antarctica/south_pole', 'Antarctica/McMurdo'), ('atlantic/jan_mayen', 'Arctic/Longyearbyen'),
  ('asia/ashkhabad', 'Asia/Ashgabat'), ('asia/dacca', 'Asia/Dhaka'), ('asia/saigon', 'Asia/Ho_Chi_Minh'),
  ('hongkong', 'Asia/Hong_Kong'), ('asia/tel_aviv', 'Asia/Jerusalem'), ('israel', 'Asia/Jerusalem'),
  ('asia/katmandu', 'Asia/Kathmandu'), ('asia/calcutta', 'Asia/Kolkata'), ('asia/macao', 'Asia/Macau'),
  ('asia/ujung_pandang', 'Asia/Makassar'), ('europe/nicosia', 'Asia/Nicosia'), ('rok', 'Asia/Seoul'),
  ('asia/chongqing', 'Asia/Shanghai'), ('asia/chungking', 'Asia/Shanghai'), ('asia/harbin', 'Asia/Shanghai'),
  ('prc', 'Asia/Shanghai'), ('singapore', 'Asia/Singapore'), ('roc', 'Asia/Taipei'), ('iran', 'Asia/Tehran'),
  ('asia/thimbu', 'Asia/Thimphu'), ('japan', 'Asia/Tokyo'), ('asia/choibalsan', 'Asia/Ulaanbaatar'),
  ('asia/ulan_bator', 'Asia/Ulaanbaatar'), ('asia/kashgar', 'Asia/Urumqi'), ('asia/rangoon', 'Asia/Yangon'),
  ('atlantic/faeroe', 'Atlantic/Faroe'), ('iceland', 'Atlantic/Reykjavik'), ('australia/south', 'Australia/Adelaide'),
  ('australia/queensland', 'Australia/Brisbane'), ('australia/yancowinna', 'Australia/Broken_Hill'),
  ('australia/north', 'Australia/Darwin'), ('australia/currie', 'Australia/Hobart'),
  ('australia/tasmania', 'Australia/Hobart'), ('australia/lhi', 'Australia/Lord_Howe'),
  ('australia/victoria', 'Australia/Melbourne'), ('australia/west', 'Australia/Perth'),
  ('australia/act', 'Australia/Sydney'), ('australia/canberra', 'Australia/Sydney'), ('australia/nsw', 'Australia/Sydney'),
  ('eet', 'Europe/Athens'), ('cet', 'Europe/Brussels'), ('met', 'Europe/Brussels'), ('europe/tiraspol', 'Europe/Chisinau'),
  ('eire', 'Europe/Dublin'), ('asia/istanbul', 'Europe/Istanbul'), ('turkey', 'Europe/Istanbul'),
  ('europe/kiev', 'Europe/Kyiv'), ('europe/uzhgorod', 'Europe/Kyiv'), ('europe/zaporozhye', 'Europe/Kyiv'),
  ('portugal', 'Europe/Lisbon'), ('wet', 'Europe/Lisbon'), ('europe/belfast', 'Europe/London'), ('gb', 'Europe/London'),
  ('gb-eire', 'Europe/London'), ('w-su', 'Europe/Moscow'), ('poland', 'Europe/Warsaw'), ('nz', 'Pacific/Auckland'),
  ('nz-chat', 'Pacific/Chatham'), ('pacific/truk', 'Pacific/Chuuk'), ('pacific/yap', 'Pacific/Chuuk'),
  ('chile/easterisland', 'Pacific/Easter'), ('hst', 'Pacific/Honolulu'), ('pacific/johnston', 'Pacific/Honolulu'),
  ('us/hawaii', 'Pacific/Honolulu'), ('pacific/enderbury', 'Pacific/Kanton'), ('kwajalein', 'Pacific/Kwajalein'),
  ('pacific/samoa', 'Pacific/Pago_Pago'), ('us/samoa', 'Pacific/Pago_Pago'), ('pacific/ponape', 'Pacific/Pohnpei'),
  ('etc/gmt', 'UTC'), ('etc/gmt+0', 'UTC'), ('etc/gmt-0', 'UTC'), ('etc/gmt0', 'UTC'), ('etc/greenwich', 'UTC'),
  ('etc/uct', 'UTC'), ('etc/universal', 'UTC'), ('etc/utc', 'UTC'), ('etc/zulu', 'UTC'), ('gmt', 'UTC'), ('gmt+0', 'UTC'),
  ('gmt-0', 'UTC'), ('gmt0', 'UTC'), ('greenwich', 'UTC'), ('uct', 'UTC'), ('universal', 'UTC'), ('zulu', 'UTC')
  ) v;
end;

-- A time zone as this database writes it, under its present name if it knows that one; null if it is none. Zones have the
-- names of places: what has one word only means different things to different programs.
create function app.known_time_zone(p_name text) returns text
language plpgsql stable set search_path = '' as $$
declare
  v_present constant text := coalesce(
    (select l.name from app.time_zone_links() l where l.old_name = lower(p_name)), p_name);
begin
  if v_present = 'UTC' then
    return v_present;
  end if;
  return (
    select z.name from pg_catalog.pg_timezone_names z
    where lower(z.name) in (lower(v_present), lower(p_name))
      and z.name ~ '^[A-Z][^/]*/' and z.name !~ '^SystemV/'
    order by lower(z.name) = lower(v_present) desc limit 1);
end $$;

-- The stored zone, or a former name of it, whichever this database can convert times by; null: none. After an upgrade or
-- a restore it may have other zone files.
create function app.usable_time_zone(p_name text) returns text
language plpgsql stable set search_path = '' as $$
declare
  v_name text;
begin
  for v_name in
    select p_name union all (select l.old_name from app.time_zone_links() l where l.name = p_name order by l.old_name)
  loop
    begin
      perform now() at time zone v_name;
      return v_name;
    exception when invalid_parameter_value then
      null;
    end;
  end loop;
  return null;
end $$;

-- OC025: not a time zone that this database knows.
create function app.set_time_zone() returns trigger
language plpgsql set search_path = '' as $$
declare
  v_known text;
begin
  if tg_op = 'UPDATE' and new.time_zone = old.time_zone then
    return new;
  end if;
  v_known := app.known_time_zone(new.time_zone);
  if v_known is null then
    raise exception 'no such time zone' using errcode = 'OC025';
  end if;
  new.time_zone := v_known;
  return new;
end $$;

grant execute on function
  app.time_zone_links(),
  app.known_time_zone(text),
  app.usable_time_zone(text)
to oct_app;

-- Zones that are not known are left: reports say so, and an ADMIN chooses another.
update organization o set time_zone = z.known
from (
  select s.time_zone, app.known_time_zone(s.time_zone) as known
  from (select distinct time_zone from organization) s offset 0) z
where o.time_zone = z.time_zone and z.known <> z.time_zone;
set constraints all immediate;
set constraints all deferred;

create trigger set_time_zone before insert or update of time_zone on organization
for each row execute function app.set_time_zone();
