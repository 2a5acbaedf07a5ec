import Postgres

extension Transaction {
    /// Ends the sessions of this role that have held a book, or waited for one, longer than a turn may last; gives how many.
    ///
    /// A server whose machine vanishes, or is frozen, in the middle of a turn leaves a session behind that holds the book's lock
    /// and waits for more to come. No timeout of PostgreSQL 15 ends a session that waits inside a pipeline, and TCP takes hours.
    /// Whoever wants the book next ends it. That is safe even where the server is only slow: its turn is undone and taken again,
    /// or was committed, and the keys tell.
    public func endStalledTurns(lasting limit: Duration) throws -> Int {
        let milliseconds = limit.components.seconds * 1000 + limit.components.attoseconds / 1_000_000_000_000_000
        return try rows(
            """
            select pg_terminate_backend(a.pid) as is_ended
            from pg_stat_activity a
            where a.datname = current_database() and a.usename = current_user and a.pid <> pg_backend_pid()
                and a.xact_start < clock_timestamp() - \(milliseconds) * interval '1 millisecond'
                and exists (
                    select from pg_locks l
                    where l.pid = a.pid and l.relation = 'clearing.book'::regclass and l.mode = 'RowShareLock')
            """
        ).count
    }
}
