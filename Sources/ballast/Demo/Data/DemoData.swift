import Accounting
import Foundation
import JSON

/// Everything the demonstration is told from outside: who takes part, what is filed and claimed, what must come of it.
struct DemoData: Sendable {
    let parties: [DemoParty]
    /// In the order they are filed.
    let loans: [DemoLoan]
    let reports: [DemoReport]
    let claims: [DemoClaim]
    /// What every bearer must bear when a claim is admitted, by claim.
    let expected: [Int: [ExpectedShare]]
    let scenario: Scenario

    /// - Parameter parties: who takes part, where the folder does not say.
    init(directory: String, parties: [DemoParty]? = nil) throws(DemoProblem) {
        let folder = DataFolder(path: directory)
        if let parties {
            self.parties = parties
        } else {
            self.parties = try folder.json("parties.json", DemoParty.list)
        }
        loans = try folder.csv("loans.csv", DemoLoan.columns, DemoLoan.init)
        reports = try folder.csv("reports.csv", DemoReport.columns, DemoReport.init)
        claims = try folder.csv("claims.csv", DemoClaim.columns, DemoClaim.init)
        let shares = try folder.csv("expected.csv", ExpectedShare.columns, ExpectedShare.init)
        expected = Dictionary(grouping: shares, by: \.claim)
        scenario = try folder.json("scenario.json", Scenario.init)
    }

    /// The story of a book in its first year, told before this one by the same parties: what only shows once a year is over.
    static func firstYear(_ directory: String, parties: [DemoParty]) throws(DemoProblem) -> DemoData {
        try DemoData(directory: "\(directory)/first-year", parties: parties)
    }

    /// The party somebody acts for.
    func party(of person: String) throws(DemoProblem) -> DemoParty {
        guard let party = parties.first(where: { $0.people.contains { $0.id == person } }) else {
            throw DemoProblem("parties.json 中没有人员 \(person)。", "There is no person \(person) in parties.json.")
        }
        return party
    }

    func party(_ id: String) throws(DemoProblem) -> DemoParty {
        guard let party = parties.first(where: { $0.id == id }) else {
            throw DemoProblem("parties.json 中没有机构 \(id)。", "There is no party \(id) in parties.json.")
        }
        return party
    }

    /// The first person of a party who holds a role.
    func person(of party: String, _ role: String) throws(DemoProblem) -> String {
        guard let person = try self.party(party).people.first(where: { $0.roles.contains(role) }) else {
            throw DemoProblem("机构 \(party) 没有人担任 \(role)。", "Nobody of \(party) is a \(role).")
        }
        return person.id
    }

    /// The first person of a party of that kind who holds a role.
    func person(ofKind kind: String, _ role: String) throws(DemoProblem) -> String {
        guard let party = parties.first(where: { $0.kind == kind }) else {
            throw DemoProblem("parties.json 中没有类型为 \(kind) 的机构。", "There is no party of kind \(kind) in parties.json.")
        }
        return try person(of: party.id, role)
    }

    func loan(_ businessNumber: String) throws(DemoProblem) -> DemoLoan {
        guard let loan = loans.first(where: { $0.businessNumber == businessNumber }) else {
            throw DemoProblem("loans.csv 中没有 \(businessNumber)。", "There is no loan \(businessNumber) in loans.csv.")
        }
        return loan
    }

    func claim(_ number: Int) throws(DemoProblem) -> DemoClaim {
        guard let claim = claims.first(where: { $0.number == number }) else {
            throw DemoProblem("claims.csv 中没有第 \(number) 笔。", "There is no claim \(number) in claims.csv.")
        }
        return claim
    }
}

/// Where the files are; every problem names the file.
struct DataFolder {
    let path: String

    func csv<T>(_ name: String, _ columns: [String], _ make: (CSV.Line) throws(DemoProblem) -> T) throws(DemoProblem)
        -> [T]
    {
        let text = String(decoding: try bytes(name), as: UTF8.self)
        var items: [T] = []
        for line in try CSV(text, file: name, columns: columns).lines { items.append(try make(line)) }
        return items
    }

    func json<T>(_ name: String, _ make: (JSON) throws(JSON.Problem) -> T) throws(DemoProblem) -> T {
        let bytes = try bytes(name)
        do throws(JSON.Problem) {
            return try make(try JSON.parse(bytes))
        } catch {
            throw DemoProblem(
                "\(name) \(error.pointer)：\(error.code.rawValue)。", "\(name) \(error.pointer): \(error.detail).")
        }
    }

    private func bytes(_ name: String) throws(DemoProblem) -> [UInt8] {
        guard let data = FileManager.default.contents(atPath: "\(path)/\(name)") else {
            throw DemoProblem(
                "读不到 \(path)/\(name)：请用 --data 指明演示数据目录。",
                "\(path)/\(name) cannot be read: name the data's folder with --data.")
        }
        return Array(data)
    }
}
