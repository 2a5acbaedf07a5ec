import Postgres

/// Whose eyes a reading has (RULES §11): which book, for which party and person, and how much of it.
///
/// It is enforced twice: by the where-clause of every query, and once more by row-level security, which reads the
/// settings made here. A connection on which nothing is set sees nothing.
public struct Reach: Sendable, Equatable {
    public let book: Int64
    public let party: String
    public let person: String
    /// A bank's branch, where the person sees that branch only.
    public let branch: String?
    /// The bureau, the supervisor, the auditor and the administrator see the whole book; others what is their own.
    public let seesAll: Bool

    public init(book: Int64, party: String, person: String, branch: String?, seesAll: Bool) {
        self.book = book
        self.party = party
        self.person = person
        self.branch = branch
        self.seesAll = seesAll
    }

    /// Lasts until the transaction ends, so a connection that goes back to its pool sees nothing again.
    var settings: SQL {
        """
        select set_config('ballast.book', (\(book)::bigint)::text, true), set_config('ballast.party', \(party), true),
            set_config('ballast.branch', \(branch ?? ""), true), set_config('ballast.reach', \(scope), true)
        """
    }

    private var scope: String { seesAll ? "all" : branch == nil ? "own" : "branch" }
}

// Conditions for where-clauses, each on the alias named.
extension Reach {
    /// Loan `l`: the bank's own, a branch its own, and those a guarantor was asked for its word on.
    var loans: SQL {
        seesAll
            ? "l.book_id = \(book)"
            : """
            l.book_id = \(book)
            and ((l.bank = \(party) and (\(branch)::text is null or l.branch = \(branch))) or l.guarantor = \(party))
            """
    }

    /// Claim `c`: the bank's own, a branch its own, and those of which the party bears a share.
    var claims: SQL {
        seesAll
            ? "c.book_id = \(book)"
            : """
            c.book_id = \(book)
            and ((c.bank = \(party) and (\(branch)::text is null or c.branch = \(branch)))
                or exists (
                    select from clearing.share own
                    where own.book_id = c.book_id and own.claim_no = c.claim_no and own.party = \(party)))
            """
    }

    /// Share `s` of a claim that is reached already.
    var shares: SQL {
        seesAll
            ? "s.book_id = \(book)"
            : """
            s.book_id = \(book)
            and (s.party = \(party)
                or exists (
                    select from clearing.claim c
                    where c.book_id = s.book_id and c.claim_no = s.claim_no and c.bank = \(party)
                        and (\(branch)::text is null or c.branch = \(branch))))
            """
    }

    /// Share `s` as `shares`, and those the party claims from others because it has paid for them.
    var sharesOrClaimed: SQL {
        seesAll ? shares : "(\(shares) or s.book_id = \(book) and s.claimant = \(party))"
    }

    /// Leg `g`: what the party is owed or owes.
    var legs: SQL {
        seesAll
            ? "g.book_id = \(book)" : "g.book_id = \(book) and g.counterparty = \(party)" + ofOwnBranch("g.claim_no")
    }

    /// Order `o`: a party's own. It nets the whole party, so a branch sees none.
    var orders: SQL {
        seesAll ? "o.book_id = \(book)" : "o.book_id = \(book) and o.party = \(party) and \(branch)::text is null"
    }

    /// Event `e`: what the party was told of; a branch of its own loans and claims only.
    var events: SQL {
        guard !seesAll else { return "e.book_id = \(book)" }
        let told: SQL = "e.book_id = \(book) and \(party) = any (e.parties)"
        guard let branch else { return told }
        return told
            + """
             and (exists (
                    select from clearing.claim c
                    where c.book_id = e.book_id and c.branch = \(branch) and c.bank = \(party)
                        and c.claim_no = clearing.subject_number(e.subject, 'claim'))
                or exists (
                    select from clearing.loan l
                    where l.book_id = e.book_id and l.branch = \(branch) and l.bank = \(party)
                        and l.loan_no = clearing.subject_number(e.subject, 'loan')))
            """
    }

    /// What only those see who see the whole book. Put beside a condition on the book.
    var whole: SQL { "\(seesAll)" }

    private func ofOwnBranch(_ claim: SQL) -> SQL {
        guard let branch else { return "" }
        return """
             and exists (
                select from clearing.claim c
                where c.book_id = \(book) and c.claim_no = \(claim) and c.branch = \(branch))
            """
    }
}
