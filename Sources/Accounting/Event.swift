/// Something that happened in the business, told in the words of the posting rules: names and amounts, no accounts.
public struct Event: Hashable, Sendable {
    /// As in `claim-approved`.
    public let name: String
    public let date: Day
    public let reference: String
    /// Who and what it concerns: `["bank": "bank-a"]`. One that no line of the rule asks for is left aside.
    public let dimensions: [String: String]
    /// Every amount of the rule, zero where there is none, and no other.
    public let amounts: [String: Money]

    public init(name: String, date: Day, reference: String, dimensions: [String: String], amounts: [String: Money]) {
        self.name = name
        self.date = date
        self.reference = reference
        self.dimensions = dimensions
        self.amounts = amounts
    }
}
