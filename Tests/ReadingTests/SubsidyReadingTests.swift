import House
import JSON
import Testing

@testable import Server

/// Who sees which lines of a subsidy run, and how they are shown.
@Suite struct SubsidyReadingTests {
    private static func tell(_ house: House) async throws {
        try await house.adoptSubsidy(House.pack(budget: 50_000))
        try await house.fileTagged(12_000_000, number: 1, disbursed: "2026-01-12")
        try await house.fileTagged(
            36_000_000, number: 2, disbursed: "2026-02-01", borrower: Sample.borrowers[0], bank: "bank-b")
        house.clock.set("2026-04-02 09:00")
        try await house.drafted("2026-Q1")
    }

    @Test func `the bureau sees a draft, a bank its own lines once they are approved`() async throws {
        try await Desk.with(Self.tell) { desk in
            let run = try await desk.read("subsidy-runs/1", by: "bureau/approver")
            #expect(run["state"]?.word == "drafted")
            #expect(run["payable"]?.integer == 50_000)
            #expect(run["earned"]?.integer == 128_000)
            let lines = try await desk.read("subsidy-runs/1/lines", by: "watch/supervisor")
            #expect(lines["items"]?.items.compactMap { $0["rate"]?.word } == ["0.015", "0.015"])
            let short = try await desk.read("subsidy-runs/1/lines?reason=budget", by: "audit/auditor")
            #expect(short["items"]?.items.compactMap { $0["loan"]?.integer } == [2])
            #expect(short["items"]?.items.compactMap { $0["reasons"]?.text } == [#"["budget"]"#])
            #expect(try await desk.refusal("subsidy-runs/1/lines?reason=weather", by: "bureau/clerk") != nil)
            #expect(try await desk.read("subsidy-runs/1/lines", by: "bank-a/maker")["items"]?.items.isEmpty == true)
            #expect(try await desk.refusal("subsidy-runs/1", by: "bank-a/maker") == "not-there")
            try await desk.house.approveSubsidy(1)
            let own = try await desk.read("subsidy-runs/1/lines", by: "bank-a/maker")
            #expect(own["items"]?.items.compactMap { $0["loan"]?.integer } == [1])
            #expect(try await desk.read("subsidy-terms", by: "bank-a/maker")["items"]?.items.count == 1)
            #expect(try await desk.read("subsidy-runs?state=approved", by: "bureau/clerk")["items"]?.items.count == 1)
        }
    }

    @Test func `who gets how much is told in public once it is approved, and the budget's execution by funder`()
        async throws
    {
        try await Desk.with(Self.tell) { desk in
            func notice() async throws -> [Substring] {
                String(
                    decoding: try await desk.answer("subsidy-runs/1/notice.csv", by: "bureau/clerk").body, as: UTF8.self
                )
                .split(separator: "\r\n")
            }
            #expect(try await notice().count == 1)
            try await desk.house.approveSubsidy(1)
            #expect(
                try await notice().dropFirst().map(String.init) == [
                    "永川某某有限公司,bank-a,1,395.00", "永川某某有限公司,bank-b,1,105.00",
                ])
            let execution = try await desk.read("figures/subsidies", by: "watch/supervisor")
            #expect(
                execution["items"]?.items.map(\.text) == [
                    #"{"programme":"subsidy-equipment","year":"2026","funder":"central","category":"subsidy","approved":45000,"returned":0,"paid":0,"received":0}"#,
                    #"{"programme":"subsidy-equipment","year":"2026","funder":"district","category":"subsidy","approved":5000,"returned":0,"paid":0,"received":0}"#,
                ])
            #expect(try await desk.refusal("figures/subsidies", by: "bank-a/maker") == "not-there")
        }
    }

    @Test func `lines leave as a table and as a workbook, and how far a run is as an event`() async throws {
        try await Desk.with(Self.tell) { desk in
            let csv = try await desk.answer("subsidy-runs/1/lines.csv", by: "bureau/clerk")
            let rows = String(decoding: csv.body, as: UTF8.self).split(separator: "\r\n")
            #expect(csv.fileName == "subsidy-run-1-from-1.csv" && rows.count == 3)
            #expect(
                rows[1...].contains {
                    $0.hasPrefix("1,") && $0.contains(",79,948000000,0,0.015,395.00,395.00,0.00,395.00,,35550 3950")
                }
                    || rows[1...].contains {
                        $0.hasPrefix("2,") && $0.contains(",79,948000000,0,0.015,395.00,395.00,0.00,395.00,,35550 3950")
                    }, "\(rows)")
            let rest = try await desk.answer("subsidy-runs/1/lines.csv?from_line=2", by: "bureau/clerk")
            #expect(String(decoding: rest.body, as: UTF8.self).split(separator: "\r\n").count == 2)
            let workbook = try await desk.answer("subsidy-runs/1/lines.xlsx", by: "bureau/clerk")
            #expect(workbook.body.prefix(2) == Array("PK".utf8)[...])
            let event = try await desk.answer("subsidy-runs/1/progress", by: "bureau/clerk")
            #expect(event.contentType == "text/event-stream")
            #expect(
                String(decoding: event.body, as: UTF8.self)
                    == "retry: 1000\nevent: finished\ndata: {\"done\":null,\"count\":null,\"per_second\":null,\"seconds_left\":null,\"state\":\"drafted\"}\n\n"
            )
        }
    }

    private static func tellOfFees(_ house: House) async throws {
        for programme in ["fee-rebate", "fee-reguarantee"] {
            let pack = House.pack(programme, budget: 10_000_000)
                .with("periods", "half")
            try await house.adoptSubsidy(pack)
        }
        try await house.fileGuaranteed(36_500_000, number: 1, disbursed: "2026-01-12")
        house.clock.set("2026-07-02 09:00")
        for programme in ["fee-rebate", "fee-reguarantee"] {
            try await house.approveSubsidy(house.drafted("2026-H1", programme))
        }
    }

    @Test
    func `a run over fees names borrowers where they are given something, else who is paid; a guarantor sees its own`()
        async throws
    {
        try await Desk.with(Self.tellOfFees) { desk in
            func notice(_ run: Int) async throws -> [String] {
                let answer = try await desk.answer("subsidy-runs/\(run)/notice.csv", by: "bureau/clerk")
                return String(decoding: answer.body, as: UTF8.self).split(separator: "\r\n").dropFirst().map(
                    String.init)
            }
            #expect(try await notice(1) == ["永川某某有限公司,district,1,850.00"])
            #expect(try await notice(2) == [",reguarantor,1,219.00"])
            func loans(_ run: Int, by person: String) async throws -> [Int64] {
                try await desk.read("subsidy-runs/\(run)/lines", by: person)["items"]?.items.compactMap {
                    $0["loan"]?.integer
                }
                    ?? []
            }
            #expect(try await loans(1, by: "district/maker") == [1])
            #expect(try await loans(2, by: "district/maker") == [])
            #expect(try await loans(1, by: "bank-a/maker") == [])
            #expect(try await loans(2, by: "reguarantor/maker") == [1])
            let execution = try await desk.read("figures/subsidies", by: "watch/supervisor")
            #expect(
                execution["items"]?.items.map(\.text) == [
                    #"{"programme":"fee-rebate","year":"2026","funder":"district","category":"rebate","approved":85000,"returned":0,"paid":0,"received":0}"#,
                    #"{"programme":"fee-reguarantee","year":"2026","funder":"city","category":"rebate","approved":21900,"returned":0,"paid":0,"received":0}"#,
                ])
            let csv = try await desk.answer("subsidy-runs/1/lines.csv", by: "bureau/clerk")
            #expect(
                String(decoding: csv.body, as: UTF8.self).contains(",0.005,850.00,850.00,0.00,850.00,,85000,district"))
        }
    }
}
