-- Writes statements that make the roles of this cluster where they are missing. Passwords are not among them.
select format(
    'do $$ begin if not exists (select from pg_roles where rolname = %L) then create role %I %s %s connection limit %s; end if; end $$;',
    rolname, rolname,
    case when rolcanlogin then 'login' else 'nologin' end,
    case when rolinherit then 'inherit' else 'noinherit' end,
    rolconnlimit)
from pg_roles
where rolname !~ '^pg_' and not rolsuper
order by rolname;

select format('grant %I to %I;', r.rolname, m.rolname)
from pg_auth_members as a
join pg_roles as r on r.oid = a.roleid
join pg_roles as m on m.oid = a.member
where r.rolname !~ '^pg_' and not m.rolsuper
order by r.rolname, m.rolname;
