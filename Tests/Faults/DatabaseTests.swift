import Cluster
import Foundation
import House
import Testing

extension Faults {
    /// PostgreSQL dies, whole or in part.
    @Suite struct DatabaseTests {
        @Test func `a database that crashes and loses backends loses nothing it acknowledged and does nothing twice`()
            async throws
        {
            try await Site.with(servers: 2) { site, _ in
                let storm = Storm(scene: site.scene, doors: site.doors)
                let outcome = try await storm.rage {
                    let faults = Storm.faults(quick: 6)
                    for number in 0..<faults {
                        try await Task.sleep(for: .milliseconds(Int.random(in: 100...700)))
                        // Each kind once at least, then any.
                        switch number < 4 ? number : Int.random(in: 0..<4) {
                        case 0: try await Faults.cluster.crash()
                        case 1:
                            try await site.backend { house, process in try await house.stop(process, by: "terminate") }
                        case 2: try await site.backend { house, process in try await house.stop(process, by: "cancel") }
                        default: try await site.backend { _, process in kill(process, SIGKILL) }
                        }
                        // Mostly the next finds everybody at work again; now and then it comes in the middle of recovering.
                        if Int.random(in: 0..<4) > 0 {
                            for server in site.servers { try await server.wait(for: 200, from: "readyz") }
                        }
                    }
                    return faults
                }
                for server in site.servers { try await server.wait(for: 200, from: "readyz") }
                try await storm.expectClean(outcome, "database killed")
            }
        }

        @Test func `without its database a server says so in time, and is ready again by itself`() async throws {
            try await Site.with(servers: 1) { site, _ in
                let server = site.servers[0]
                try Faults.cluster.server?.stop(.immediate)
                try await server.wait(for: 503, from: "readyz")
                #expect(await server.status("livez") == 200)
                try await Faults.cluster.startAgain()
                try await server.wait(for: 200, from: "readyz")
                // Every reading connection was lost with it, and is dialled again by who uses it next.
                let door = HTTPDoor(port: server.port, signer: site.signer)
                let statuses = try await withThrowingTaskGroup(of: UInt?.self) { group in
                    for _ in 0..<16 { group.addTask { try await door.read("claims/1", as: "bureau/clerk") } }
                    return try await group.reduce(into: []) { $0.append($1) }
                }
                #expect(statuses == Array(repeating: 200, count: 16))
            }
        }
    }
}

extension Cluster {
    /// Stops it without a word to anybody, and starts it again.
    func crash() async throws {
        try server?.stop(.immediate)
        try await Task.sleep(for: .milliseconds(Int.random(in: 0...400)))
        try await startAgain()
    }

    /// After a crash it may take several tries: what was killed still holds the shared memory.
    func startAgain() async throws {
        for attempt in 1... {
            do {
                try server?.start()
                return
            } catch  where attempt < 20 {
                try await Task.sleep(for: .milliseconds(200))
            }
        }
    }
}

extension Site {
    /// Gives `work` the process of some connection that the servers hold, if one can be found: the database may be away.
    fileprivate func backend(_ work: (House, Int32) async throws -> Void) async throws {
        for _ in 0..<50 {
            do {
                let processes = try await scene.house.read { transaction in
                    try transaction.rows(
                        """
                        select pid from pg_stat_activity
                        where datname = current_database() and usename in ('ballast_service', 'ballast_reader')
                            and pid <> pg_backend_pid()
                        order by usename desc, random()
                        """
                    ) { try $0.int32("pid") }
                }
                guard let process = processes.prefix(2).randomElement() else {
                    throw Silence(why: "nobody is connected")
                }
                return try await work(scene.house, process)
            } catch {
                try await Task.sleep(for: .milliseconds(50))
            }
        }
    }
}

extension House {
    fileprivate func stop(_ process: Int32, by how: String) async throws {
        _ = try await read { transaction in
            try transaction.rows(
                how == "cancel"
                    ? "select pg_cancel_backend(\(process)) as done" : "select pg_terminate_backend(\(process)) as done"
            ).count
        }
    }
}
