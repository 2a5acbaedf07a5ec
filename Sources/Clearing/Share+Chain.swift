import Accounting

/// A share that a guarantor pays for first and claims from its bearer afterwards (代偿补偿, RULES §2): from the tier above it, which
/// pays for all above it and claims in its turn.
extension Share {
    public struct Chain: Sendable, Equatable {
        /// 1 for the bearer the guarantor claims from, 2 for the one above that.
        public let tier: Int
        /// Who has paid for this share and claims it, and when it paid; nil until it has.
        public internal(set) var claimant: String?
        public internal(set) var paidOn: Day?
        /// The last calendar day to claim; a rest day rolls on.
        public internal(set) var claimUntil: Day?
        /// The claim: the fen of this share and of those above it, and the proof of payment.
        public internal(set) var asked: Money?
        public internal(set) var voucher: String?
        public internal(set) var sha256: String?
        public internal(set) var claimedBy: String?
        public internal(set) var claimedAt: Moment?
        /// The last day to answer it.
        public internal(set) var answerBy: Day?
        /// When silence was laid before the supervisor.
        public internal(set) var escalatedOn: Day?

        init(tier: Int) { self.tier = tier }

        /// As kept by the store.
        public init(
            tier: Int, claimant: String?, paidOn: Day?, claimUntil: Day?, asked: Money?, voucher: String?,
            sha256: String?, claimedBy: String?, claimedAt: Moment?, answerBy: Day?, escalatedOn: Day?
        ) {
            self.tier = tier
            self.claimant = claimant
            self.paidOn = paidOn
            self.claimUntil = claimUntil
            self.asked = asked
            self.voucher = voucher
            self.sha256 = sha256
            self.claimedBy = claimedBy
            self.claimedAt = claimedAt
            self.answerBy = answerBy
            self.escalatedOn = escalatedOn
        }
    }

    /// Whether its bearer answers a guarantor's claim and not the bank's.
    public var isUpChain: Bool { chain != nil }

    /// Whether it is not settled yet who bears it in the end.
    public var isOpenUpChain: Bool { isUpChain && (state == .upChain || state == .pending || state == .disputed) }

    /// What a guarantor claims up the chain, and with what proof.
    public struct UpChainClaim: Sendable {
        public let voucher: String
        public let sha256: String?
        public let answerBy: Day

        public init(voucher: String, sha256: String?, answerBy: Day) {
            self.voucher = voucher
            self.sha256 = sha256
            self.answerBy = answerBy
        }
    }
}
