import Clearing
import JSON
import Yams

extension Page {
    /// `programmes/subsidy-….yaml`, `programmes/fee-….yaml`: a subsidy programme in the form of RULES §4.
    mutating func subsidy(_ root: Node) -> SubsidyTerms? {
        guard let translation = translation(root) else { return nil }
        do {
            return try SubsidyTerms(translation.json)
        } catch {
            report(
                .terms(code: error.code, pointer: error.pointer, detail: error.detail),
                translation.line(of: error.pointer)
            )
            return nil
        }
    }

    /// `programmes/….yaml`: terms in the form of RULES §3. What the terms themselves refuse is named by its line.
    mutating func terms(_ root: Node) -> Terms? {
        guard let translation = translation(root) else { return nil }
        do {
            return try Terms(translation.json)
        } catch {
            report(
                .terms(code: error.code, pointer: error.pointer, detail: error.detail),
                translation.line(of: error.pointer)
            )
            return nil
        }
    }
}
