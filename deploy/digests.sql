-- One line a table: name, rows, and a digest that does not depend on the order of rows. Equal before and after a backup.
set timezone = 'UTC';
set datestyle = 'ISO';
set bytea_output = 'hex';
set extra_float_digits = 1;

select format(
    'select %L, count(*), coalesce(sum(hashtextextended(t::text, 0)::numeric), 0) from only %I.%I as t',
    n.nspname || '.' || c.relname, n.nspname, c.relname)
from pg_class as c
join pg_namespace as n on n.oid = c.relnamespace
where c.relkind = 'r'
    and n.nspname !~ '^pg_'
    and n.nspname <> 'information_schema'
order by n.nspname, c.relname
\gexec
