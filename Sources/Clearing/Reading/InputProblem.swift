import JSON

/// Why a case or terms were refused, and where. The code is that of a `JSON.Problem` or one of the reasons below;
/// both are stable, and the text of the detail is not.
public struct InputProblem: Error, Sendable, Equatable {
    /// What can be wrong with well-formed input.
    public enum Reason: String, Sendable, CaseIterable {
        case weightsNegative = "weights-negative"
        case weightsAllZero = "weights-all-zero"
        case percentOver100 = "percent-over-100"
        case lastLayerNotAll = "last-layer-not-all"
        case bankBelowMinimum = "bank-below-minimum"
        case unknownParty = "unknown-party"
        case duplicateParty = "duplicate-party"
        case duplicateCap = "duplicate-cap"
        case duplicateLoan = "duplicate-loan"
        case duplicateEntry = "duplicate-entry"
        case excessToCappedParty = "excess-to-capped-party"
        case windowUnfit = "window-unfit"
        case deferUnsupported = "defer-unsupported"
        case unknownDocument = "unknown-document"
        case chainUnanchored = "chain-unanchored"
        case breakerOrder = "breaker-order"
        case datesOutOfOrder = "dates-out-of-order"
        case balanceNegative = "balance-negative"
        case noCalendar = "no-calendar"
        case tooLarge = "too-large"
    }

    public let code: String
    /// RFC 6901, from the top of what was read.
    public let pointer: String
    /// English: what to do.
    public let detail: String

    public init(_ reason: Reason, _ pointer: String, _ detail: String) {
        self.code = reason.rawValue
        self.pointer = pointer
        self.detail = detail
    }

    public init(_ problem: JSON.Problem) {
        self.code = problem.code.rawValue
        self.pointer = problem.pointer
        self.detail = problem.detail
    }

    /// Runs a reader that meets both kinds of problem, and gives both as one.
    static func gathering<T>(_ read: () throws -> T) throws(InputProblem) -> T {
        do {
            return try read()
        } catch let problem as InputProblem {
            throw problem
        } catch let problem as JSON.Problem {
            throw InputProblem(problem)
        } catch {
            preconditionFailure("a reader of input throws only problems of input: \(error)")
        }
    }
}

/// Why terms were refused.
public typealias TermsProblem = InputProblem

extension InputProblem: CustomStringConvertible {
    public var description: String { "\(pointer.isEmpty ? "/" : pointer): \(code): \(detail)" }
}
