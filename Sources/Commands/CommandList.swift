import Clearing
import Crypto
import JSON

/// A command as the API offers it: its name, its route below `/v1/books/{book}`, and how bytes become a performed command.
public struct OfferedCommand: Sendable {
    public let name: String
    /// `claims/{claim}/admit`: POST, with the named parts given to the command as its `Path`.
    public let route: String
    /// HTTP status of success.
    public let status: Int
    private let performing: @Sendable ([UInt8], Path, Lane, Identity, String) async throws -> Reply

    init<C: Command>(_ command: C.Type, _ route: String) {
        name = C.name
        status = C.status
        self.route = route
        performing = { body, path, lane, identity, key in
            let command: C
            do throws(JSON.Problem) {
                var fields = try Fields(body.isEmpty ? [:] : try JSON.parse(body))
                command = try C(&fields, at: path)
            } catch {
                throw Problem(error)
            }
            return try await lane.perform(
                command, by: identity, key: key, digest: OfferedCommand.digest(C.name, path, body))
        }
    }

    /// What makes a request the same request: the command's name, what its path names, and its body to the byte.
    public static func digest(_ name: String, _ path: Path, _ body: [UInt8]) -> [UInt8] {
        Array(SHA256.hash(data: Array(name.utf8) + [0x0A] + path.bytes + [0x0A] + body))
    }

    /// Reads the body strictly and performs the command in the book's lane.
    ///
    /// - Throws: `Problem` 400 where the body cannot be read; 503 and 500 as `Lane.perform`.
    public func perform(_ body: [UInt8], at path: Path, in lane: Lane, by identity: Identity, key: String) async throws
        -> Reply
    {
        try await performing(body, path, lane, identity, key)
    }
}

/// Everything that can be asked of a book: the table of contents of the business.
public enum CommandList {
    public static let all: [OfferedCommand] = [
        OfferedCommand(RegisterParty.self, "parties"),
        OfferedCommand(RegisterPerson.self, "people"),
        OfferedCommand(RegisterCredential.self, "credentials"),
        OfferedCommand(RevokeCredential.self, "credentials/{kid}/revoke"),
        OfferedCommand(ProposePayee.self, "parties/{party}/payee"),
        OfferedCommand(AdoptPayee.self, "parties/{party}/payee/adopt"),
        OfferedCommand(ProposeNetAssets.self, "parties/{party}/net-assets"),
        OfferedCommand(AdoptNetAssets.self, "parties/{party}/net-assets/adopt"),
        OfferedCommand(ProposeTerms.self, "terms"),
        OfferedCommand(AdoptTerms.self, "terms/{programme}/{version}/adopt"),
        OfferedCommand(ProposeSubsidyTerms.self, "subsidy-terms"),
        OfferedCommand(AdoptSubsidyTerms.self, "subsidy-terms/{programme}/{version}/adopt"),
        OfferedCommand(RecordAppropriation.self, "appropriations"),
        OfferedCommand(FileLoan.self, "loans"),
        OfferedCommand(AcceptFiling.self, "loans/{loan}/accept"),
        OfferedCommand(DeclineFiling.self, "loans/{loan}/decline"),
        OfferedCommand(ExtendLoan.self, "loans/{loan}/extensions"),
        OfferedCommand(ProposeCover.self, "loans/{loan}/cover/propose"),
        OfferedCommand(AgreeCover.self, "loans/{loan}/cover/agree"),
        OfferedCommand(AcceptFilings.self, "batches/{batch}/accept"),
        OfferedCommand(DeclineFilings.self, "batches/{batch}/decline"),
        OfferedCommand(ProposeResumption.self, "breakers/{programme}/{party}/resumption"),
        OfferedCommand(ApproveResumption.self, "breakers/{programme}/{party}/resumption/approve"),
        OfferedCommand(ReportBalance.self, "loans/{loan}/balances"),
        OfferedCommand(FileClaim.self, "claims"),
        OfferedCommand(AdmitClaim.self, "claims/{claim}/admit"),
        OfferedCommand(ReturnClaim.self, "claims/{claim}/return"),
        OfferedCommand(RefileClaim.self, "claims/{claim}/refile"),
        OfferedCommand(WithdrawClaim.self, "claims/{claim}/withdraw"),
        OfferedCommand(RejectClaim.self, "claims/{claim}/reject"),
        OfferedCommand(ConfirmShare.self, "claims/{claim}/confirm"),
        OfferedCommand(DisputeShare.self, "claims/{claim}/dispute"),
        OfferedCommand(ResolveShare.self, "claims/{claim}/shares/{party}/resolve"),
        OfferedCommand(ProposeApproval.self, "claims/{claim}/propose"),
        OfferedCommand(ApproveClaim.self, "claims/{claim}/approve"),
        OfferedCommand(ReportAdvance.self, "claims/{claim}/advance"),
        OfferedCommand(ClaimUpChain.self, "claims/{claim}/chain"),
        OfferedCommand(ProposeInsurerAdvance.self, "claims/{claim}/insurer-advance"),
        OfferedCommand(ApproveInsurerAdvance.self, "claims/{claim}/insurer-advance/approve"),
        OfferedCommand(ReportRecovery.self, "claims/{claim}/recoveries"),
        OfferedCommand(CureClaim.self, "claims/{claim}/cure"),
        OfferedCommand(ProposeWriteOff.self, "claims/{claim}/write-off"),
        OfferedCommand(ApproveWriteOff.self, "claims/{claim}/write-off/approve"),
        OfferedCommand(ProposeClawback.self, "claims/{claim}/clawback"),
        OfferedCommand(ApproveClawback.self, "claims/{claim}/clawback/approve"),
        OfferedCommand(ProposeTrueUp.self, "true-ups"),
        OfferedCommand(ApproveTrueUp.self, "true-ups/{programme}/{party}/{year}/approve"),
        OfferedCommand(ProposeRun.self, "runs"),
        OfferedCommand(ReleaseRun.self, "runs/{run}/release"),
        OfferedCommand(RecordPayment.self, "orders/{order}/payment"),
        OfferedCommand(ProposeFixing.self, "fixings"),
        OfferedCommand(AdoptFixing.self, "fixings/{series}/{day}/adopt"),
        OfferedCommand(DraftSubsidyRun.self, "subsidy-runs"),
        OfferedCommand(ApproveSubsidyRun.self, "subsidy-runs/{run}/approve"),
        OfferedCommand(DiscardSubsidyRun.self, "subsidy-runs/{run}/discard"),
        OfferedCommand(RecordDepositInterest.self, "deposit-interest"),
        OfferedCommand(ProposeTransfer.self, "earmark-transfers"),
        OfferedCommand(ApproveTransfer.self, "earmark-transfers/{transfer}/approve"),
        OfferedCommand(ProposeReversal.self, "entries/{entry}/reverse"),
        OfferedCommand(ApproveReversal.self, "entries/{entry}/reverse/approve"),
        OfferedCommand(ProposeClosing.self, "closings"),
        OfferedCommand(ApproveClosing.self, "closings/{until}/approve"),
        OfferedCommand(ProposeReopening.self, "reopenings"),
        OfferedCommand(ApproveReopening.self, "reopenings/approve"),
        OfferedCommand(CarryForward.self, "years/{year}/carry-forward"),
        OfferedCommand(RegisterBankAccount.self, "bank-accounts"),
        OfferedCommand(ReceiveStatement.self, "statements"),
        OfferedCommand(ProposeAssignment.self, "bank-lines/{line}/propose"),
        OfferedCommand(ApproveAssignment.self, "bank-lines/{line}/approve"),
        OfferedCommand(RejectAssignment.self, "bank-lines/{line}/reject"),
        OfferedCommand(ReceiveStatus.self, "payment-statuses"),
    ]

    /// What the service's own clock does; it has no route.
    public static let silence = OfferedCommand(PassSilence.self, "claims/{claim}/silence")

    /// The same for claims up the chain of guarantors.
    public static let chain = OfferedCommand(PassChain.self, "claims/{claim}/chain/clock")

    /// A file that was kept is attached to a claim; its route takes the file itself, so it is none of those above.
    public static let evidence = OfferedCommand(AttachEvidence.self, "claims/{claim}/evidence")

    public static func named(_ name: String) -> OfferedCommand? { all.first { $0.name == name } }
}

extension Path {
    /// The path's part of a request's digest.
    var bytes: [UInt8] { parts.sorted { $0.key < $1.key }.flatMap { Array("\($0.key)=\($0.value);".utf8) } }
}
