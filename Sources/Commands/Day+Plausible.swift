import Accounting
import Clearing

extension Day {
    /// What is reported has happened: a day to come is a slip of the pen.
    func mustNotBeAfter(_ today: Day, at pointer: String) throws(Refusal) {
        guard self <= today else { throw Refusal(.dateImplausible, at: pointer, ["what": "\(self) > \(today)"]) }
    }
}
