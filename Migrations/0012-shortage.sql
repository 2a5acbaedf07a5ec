-- Where the terms share a shortage pro rata, what a run could not pay of a leg comes first the next time.
alter table clearing.leg add column is_carried boolean not null default false;
grant update (is_carried) on clearing.leg to ballast_service;
