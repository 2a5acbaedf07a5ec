/// What one event puts into the books (凭证). It has no postings where all the event's amounts were zero, or where the
/// event concerns only the budgetary book and the fund keeps none: there is then nothing to post.
public struct Entry: Hashable, Sendable {
    public let event: String
    /// The day on which it counts in the books.
    public let date: Day
    /// What it is about, in the fund's own numbering: a claim, a run, a voucher.
    public let reference: String
    public let postings: [Posting]
    /// SHA-256 of the lines it adds up; nil where it stands for itself.
    public let digest: [UInt8]?

    public init(event: String, date: Day, reference: String, postings: [Posting], digest: [UInt8]? = nil) {
        self.event = event
        self.date = date
        self.reference = reference
        self.postings = postings
        self.digest = digest
    }
}
