import Crypto
import Migrations
import Postgres

/// What stands between this database and the schema this program was built with.
public enum MigrationProblem: Error, Equatable, CustomStringConvertible {
    /// A migration that ran here once was edited since.
    case edited(Int)
    /// The database was migrated by a newer program.
    case newer(Int)

    public var description: String {
        switch self {
        case .edited(let number):
            "Migration \(number) differs from the one that ran on this database. 迁移 \(number) 与数据库中已执行的版本不一致。"
        case .newer(let number):
            "This database is at migration \(number), which this program does not know: use the newer program. 数据库版本较新，请使用新版程序。"
        }
    }
}

extension Transaction {
    /// Brings the schema up to date as a superuser or the owner; gives the numbers of what ran. Run twice, it runs nothing.
    ///
    /// The roles are made where they are missing: they belong to the cluster, the schema to the database.
    public func migrate() throws -> [Int] {
        try run("select pg_advisory_xact_lock(7041776)")
        try makeRoles()
        try run("create schema if not exists migration authorization ballast_owner")
        try run(
            """
            create table if not exists migration.done
                (number integer primary key, name text not null, digest bytea not null, at timestamptz not null default now())
            """)
        try run("grant create on database \(identifier: try databaseName()) to ballast_owner")
        let done = Dictionary(
            uniqueKeysWithValues: try rows("select number, digest from migration.done").map {
                (Int(try $0.int32("number")), try $0.bytes("digest"))
            })
        let known = Set(Migrations.all.map(\.number))
        if let newer = done.keys.filter({ !known.contains($0) }).max() { throw MigrationProblem.newer(newer) }
        var ran: [Int] = []
        for migration in Migrations.all {
            let digest = Array(SHA256.hash(data: migration.sql))
            if let known = done[migration.number] {
                guard known == digest else { throw MigrationProblem.edited(migration.number) }
                continue
            }
            try run("set local role ballast_owner")
            try run(Script(shipped: migration.sql))
            try run("reset role")
            try run(
                "insert into migration.done (number, name, digest) values (\(Int32(migration.number)), \(migration.name), \(digest))"
            )
            ran.append(migration.number)
        }
        return ran
    }

    /// Makes the roles that are not there. They are the cluster's, of which two databases may be migrated at the same time.
    private func makeRoles() throws {
        try run(
            """
            do $$
            declare
                v_make record;
            begin
                for v_make in
                    select *
                    from (values
                        ('ballast_owner', 'create role ballast_owner nologin'),
                        ('ballast_service', 'create role ballast_service login'),
                        ('ballast_reader', 'create role ballast_reader login')
                    ) m (name, command)
                    where not exists (select from pg_roles r where r.rolname = m.name)
                loop
                    begin
                        execute v_make.command;
                    exception when duplicate_object or unique_violation then null;
                    end;
                end loop;
                if not pg_has_role('ballast_owner', 'ballast_service', 'member') then
                    begin
                        grant ballast_service to ballast_owner;
                    exception when unique_violation then null;
                    end;
                end if;
            end $$
            """)
    }

    private func databaseName() throws -> String {
        try one("select current_database() as name") { try $0.string("name") } ?? ""
    }
}
