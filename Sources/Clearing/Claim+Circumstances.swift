extension Claim {
    /// What the quarterly list of losses tells of a default besides its figures (domain §7), as the bank states it; nothing hangs on
    /// it.
    public struct Circumstances: Sendable, Equatable {
        /// Why the borrower defaulted.
        public enum Cause: String, Sendable, CaseIterable {
            /// Markets, disasters, policy: nothing it could help.
            case objective
            /// Misuse, evasion, bad management.
            case subjective
        }

        public let cause: Cause?
        /// 反担保措施.
        public let counterGuarantee: String?

        public init(cause: Cause? = nil, counterGuarantee: String? = nil) {
            self.cause = cause
            self.counterGuarantee = counterGuarantee
        }
    }
}
