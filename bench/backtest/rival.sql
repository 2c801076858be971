-- The same question asked of DuckDB: every time at which an account holds. {rows} is the file; {frames}, {score} and {holds} follow from motion.yaml.
-- Statements stand apart by a line of dashes.
create or replace temp table matched as
select context.groupId as account, userId as who, epoch_ms("timestamp") as t, cast(event[7:] as utinyint) as s, properties.amount as amount
from {rows}
where event in ('Event 1', 'Event 2', 'Event 3', 'Event 4', 'Event 5', 'Event 6', 'Event 7', 'Event 8') and properties.amount >= 18
----
create or replace temp table counted as
select account, t, {frames}
from matched
----
select cast(account[2:] as bigint) as account, t, cast(max({score}) as bigint) as score, max({newest}) as newest
from counted
where {holds}
group by account, t
having max({score}) >= {bar}
order by account, t
----
-- At the end of cooldowns ({asked}: account, t): what the account looks like though no record comes.
create or replace temp table counted_at as
select a.account, a.t, {counts}
from asked a join matched m on m.account = a.account and m.t <= a.t
group by a.account, a.t
----
select cast(account[2:] as bigint) as account, t, cast({score} as bigint) as score, {newest} as newest
from counted_at
where ({holds}) and {score} >= {bar}
order by account, t
