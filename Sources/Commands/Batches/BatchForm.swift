import Clearing
import JSON

/// How a file writes its records: JSON lines, or a table whose header begins with `H` and whose trailer begins with `T`.
///
///     {"header":{"bank":"bank-a","type":"filings","business_date":"2026-03-02","sequence":1,"version":1}}
///     {"programme":"guanxian-batch","branch":"main", …}
///     {"trailer":{"count":1,"sum":50000000,"digest":"9f86…"}}
///
///     H,bank-a,filings,2026-03-02,1,1
///     programme,branch,business_number, …
///     guanxian-batch,main,YW-1, …
///     T,1,50000000,9f86…
enum BatchForm: Sendable, Equatable {
    case jsonLines, csv

    init(firstByte: UInt8?) { self = firstByte == UInt8(ascii: "{") ? .jsonLines : .csv }

    /// Lines before the first record.
    var head: Int { self == .csv ? 2 : 1 }

    func header(_ text: String) throws(FrameFault) -> BatchHeader {
        do throws(JSON.Problem) {
            var fields = try Fields(try frame(text, "header", "H", Self.headerNames))
            return try BatchHeader(&fields)
        } catch {
            throw FrameFault(.header, line: 1, "\(error.pointer) \(error.detail)")
        }
    }

    func trailer(_ text: String, line: Int) throws(FrameFault) -> BatchTrailer {
        do throws(JSON.Problem) {
            var fields = try Fields(try frame(text, "trailer", "T", Self.trailerNames))
            return try BatchTrailer(&fields)
        } catch {
            throw FrameFault(.trailer, line: line, "\(error.pointer) \(error.detail)")
        }
    }

    private static let headerNames: [(String, BatchColumns.Form)] = [
        ("bank", .text), ("type", .text), ("business_date", .day), ("sequence", .number), ("version", .number),
    ]
    private static let trailerNames: [(String, BatchColumns.Form)] = [
        ("count", .number), ("sum", .fen), ("digest", .text),
    ]

    /// The object a header or trailer stands for.
    private func frame(_ text: String, _ name: String, _ mark: String, _ names: [(String, BatchColumns.Form)])
        throws(JSON.Problem) -> JSON
    {
        guard self == .csv else {
            let json = try JSON.parse(text)
            guard case .object(let members) = json, members.count == 1, members[0].name == name else {
                throw JSON.Problem(code: .malformed, pointer: "", detail: "{\"\(name)\": …}")
            }
            return members[0].value
        }
        guard let cells = CSVLine.cells(text), cells.first == mark, cells.count == names.count + 1 else {
            throw JSON.Problem(
                code: .malformed, pointer: "", detail: "\(mark),\(names.map(\.0).joined(separator: ","))")
        }
        return BatchColumns.record(names.map(\.0), names.map(\.1), Array(cells.dropFirst()))
    }
}
