import Accounting

/// How a paid claim ends otherwise than by being recovered.
extension Claim {
    /// Off the balance sheet and still owed (账销案存): what comes back later is shared as before.
    public mutating func writeOff() throws(Refusal) { try take(.writeOff) }

    /// The money is taken back; what comes from the borrower afterwards is the bank's own business.
    public mutating func clawBack() throws(Refusal) { try take(.clawBack) }

    /// The borrower has made good after all: every bearer has back what it bore, fen for fen.
    public mutating func cure(_ parts: [(party: String, amount: Money)]) throws(Refusal) {
        try take(.cure)
        receive(parts)
        precondition(
            shares.allSatisfy { $0.recovered == $0.amount + $0.deferred },
            "a cure leaves nobody with a part of the loss")
    }

    mutating func receive(_ parts: [(party: String, amount: Money)]) {
        for part in parts {
            guard let place = shares.firstIndex(where: { $0.party == part.party }) else {
                preconditionFailure("a recovery is shared among those who bore the loss")
            }
            shares[place].recovered += part.amount
        }
    }
}
