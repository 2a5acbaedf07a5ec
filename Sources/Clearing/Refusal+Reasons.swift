extension Refusal {
    /// Why a request is not granted. The raw value is the code in the API; it never changes its meaning.
    public enum Reason: String, Sendable, CaseIterable {
        // Filings, RULES §5.
        case duplicateLoan = "F01"
        case borrowerIneligible = "F02"
        case industryExcluded = "F03"
        case leverage = "F04"
        case borrowerLimit = "F05"
        case bankSuspended = "F06"
        case filedLate = "F07"
        case termsUnknown = "F08"
        case loanDataMismatch = "F09"
        case otherProgramme = "F10"
        case bankLimit = "bank-limit"
        case programmeLimit = "programme-limit"

        // Claims, RULES §6.
        case nameMismatch = "C01"
        case contractMismatch = "C02"
        case documentMissing = "C03"
        case claimedLate = "C04"
        case documentUnknown = "document-unknown"
        case evidenceFull = "evidence-full"
        case alreadySuperseded = "already-superseded"
        case amountNotReproducible = "C05"
        case extensionNotCovered = "C06"
        case cured = "C09"
        case alreadyClaimed = "C10"
        case notOverdue = "not-overdue"
        case claimsUnderWay = "claims-under-way"
        case oldRevision = "old-revision"
        case wrongState = "wrong-state"
        case alreadyAnswered = "already-answered"
        case notDisputed = "not-disputed"
        case disputeOpen = "dispute-open"
        case aboveShare = "above-share"
        case chainOpen = "chain-open"
        case nothingUpChain = "nothing-up-chain"
        case nothingProposed = "nothing-proposed"
        case moneyUnderWay = "money-under-way"
        case notWhole = "not-whole"

        // Who may.
        case roleMissing = "role-missing"
        case ownProposal = "four-eyes"
        case personInactive = "person-inactive"

        // What is not there, or is there already.
        case unknownLoan = "unknown-loan"
        case unknownClaim = "unknown-claim"
        case unknownEvidence = "unknown-evidence"
        case unknownParty = "unknown-party"
        case unknownPerson = "unknown-person"
        case unknownTerms = "unknown-terms"
        case unknownRun = "unknown-run"
        case unknownOrder = "unknown-order"
        case unknownSubsidyRun = "unknown-subsidy-run"
        case unknownAccount = "unknown-account"
        case unknownBankLine = "unknown-bank-line"
        case unknownCredential = "unknown-credential"
        case unknownEntry = "unknown-entry"
        case unknownBatch = "unknown-batch"
        case batchChanged = "batch-changed"
        case taken = "already-exists"

        // Dates, amounts, money.
        case calendarMissing = "calendar-missing"
        case dateImplausible = "date-implausible"
        case periodClosed = "period-closed"
        case amountMismatch = "amount-mismatch"
        case amountUnknown = "amount-unknown"
        case balanceRises = "balance-rises"
        case nothingDue = "nothing-due"
        case cashShort = "cash-short"
        case payeeMissing = "payee-missing"
        case limitReached = "limit-reached"
        case termsInvalid = "terms-invalid"
        case keyInvalid = "key-invalid"
        case roleUnfit = "role-unfit"

        // Subsidies, RULES §9.
        case noSubsidyTerms = "no-subsidy-terms"
        case budgetMissing = "budget-missing"
        case fixingMissing = "fixing-missing"
        case budgetShort = "budget-short"
        case draftOpen = "draft-open"
        case periodOverlaps = "period-overlaps"
        case periodUnfit = "period-unfit"
        case periodRunning = "period-running"
        case linesChanged = "lines-changed"

        // Closing the books, RULES §10.
        case periodOpen = "period-open"
        case notClosable = "not-closable"
        case yearOpen = "year-open"
        case notReversible = "not-reversible"
        // What the bank says, RULES §7.
        case statementSum = "statement-sum"
        case statementOpening = "statement-opening"
        case statementGap = "statement-gap"
        case statementChanged = "statement-changed"
        case bankLineChanged = "bank-line-changed"
        case assignmentUnfit = "assignment-unfit"
        case aboveRest = "above-rest"

        // The key of a request.
        case keyReused = "key-reused"
    }
}

extension Refusal.Reason {
    /// The sentence, Chinese first, then English; `{name}` is filled in.
    var said: [String] {
        switch self {
        case .duplicateLoan:
            [
                "该笔贷款已备案（编号 {loan}），请勿重复提交。",
                "This loan is filed already as number {loan}; there is nothing to file again.",
            ]
        case .borrowerIneligible:
            [
                "借款人不符合准入条件，请核对统一社会信用代码及名单。",
                "The borrower is not eligible; check its unified social credit code and the lists.",
            ]
        case .industryExcluded: ["行业 {industry} 不在支持范围内。", "Industry {industry} is excluded by the programme's terms."]
        case .leverage:
            [
                "超出资金池放大倍数，剩余额度 {room} 元；请待额度释放或补充资金后再报。",
                "The pool's leverage leaves room for {room} yuan; file again when capacity is released or the pool is topped up.",
            ]
        case .borrowerLimit: ["超出单户限额，剩余额度 {room} 元。", "The borrower's limit leaves room for {room} yuan."]
        case .bankSuspended: ["银行新增备案已暂停，请联系财政局。", "New filings of this bank are suspended; ask the bureau."]
        case .filedLate: ["超过备案期限（{last}），请按逾期备案流程办理。", "The filing window ended on {last}."]
        case .termsUnknown:
            ["方案 {programme} 在 {day} 没有生效的条款。", "Programme {programme} has no terms in force on {day}."]
        case .loanDataMismatch: ["备案数据前后不一致：{what}。", "The loan's data do not fit together: {what}."]
        case .otherProgramme:
            ["该借据已在其他方案下备案（编号 {loan}）。", "This drawdown is filed under another programme already, as number {loan}."]
        case .bankLimit: ["超出该银行备案额度，剩余 {room} 元。", "The bank's filing limit leaves room for {room} yuan."]
        case .programmeLimit: ["超出该方案备案额度，剩余 {room} 元。", "The programme's filing limit leaves room for {room} yuan."]
        case .nameMismatch:
            [
                "借款人名称或信用代码与备案不一致，请更正后再报。",
                "The borrower's name or credit code differs from the filing; correct it and send it again.",
            ]
        case .contractMismatch:
            [
                "合同编号与备案不一致（{field}），请更正后再报。",
                "A contract number differs from the filing ({field}); correct it and send it again.",
            ]
        case .documentMissing: ["缺少材料：{document}。", "A document is missing: {document}."]
        case .documentUnknown:
            [
                "材料“{document}”不在本方案的材料清单（{checklist}）之内。",
                "{document} is not on the programme's checklist: {checklist}.",
            ]
        case .evidenceFull:
            ["该笔申请已附 {most} 个文件，不能再附。", "The claim holds {most} files already, and takes no more."]
        case .alreadySuperseded:
            ["该文件已被第 {evidence} 号文件替代。", "File {evidence} has taken the place of this one already."]
        case .unknownEvidence: ["没有该份文件。", "There is no such file."]
        case .claimedLate: ["超过申请期限（{last}）。", "The claim window ended on {last}."]
        case .amountNotReproducible:
            [
                "申请本金与最近一次余额报告不一致（报告余额 {balance} 元）。",
                "The claimed principal differs from the last balance report, {balance} yuan.",
            ]
        case .extensionNotCovered:
            [
                "展期未经担保机构同意，{covered} 之后到期的违约不在担保范围内。",
                "The guarantor did not agree to the extension; a default after {covered} is not covered.",
            ]
        case .cured: ["贷款已恢复正常，不能申请。", "The loan is no longer in default."]
        case .alreadyClaimed: ["该贷款已有在办申请（{claim}）。", "The loan is under claim {claim} already."]
        case .notOverdue:
            ["逾期未满 {days} 天且未划为不良，暂不能申请。", "The loan must be {days} days overdue or non-performing before a claim."]
        case .claimsUnderWay:
            [
                "在途申请已达上限，剩余 {room} 元；请待已报申请审结后再报。",
                "The bank's limit for undecided claims leaves room for {room} yuan; wait until some are decided.",
            ]
        case .oldRevision:
            [
                "申请已更新为第 {revision} 版，请查看后重新答复。",
                "The claim is at revision {revision} now; look at it again before you answer.",
            ]
        case .wrongState: ["当前状态为“{state}”，不能执行该操作。", "The state is {state}; this step is not possible from there."]
        case .alreadyAnswered: ["该份额已答复（{state}）。", "This share was answered already: {state}."]
        case .notDisputed: ["该份额没有异议，无需裁定。", "This share is not in dispute."]
        case .disputeOpen: ["尚有份额存在异议，请先裁定。", "A share is still in dispute; it must be resolved first."]
        case .aboveShare: ["金额不得超过份额 {amount} 元。", "The amount may not exceed the share, {amount} yuan."]
        case .chainOpen:
            [
                "担保机构尚未向上一级索偿完毕，谁承担多少未定，请待其了结后再办。",
                "The guarantors' claims up the chain are not settled: it is not known yet who bore what.",
            ]
        case .nothingUpChain:
            [
                "没有可由本机构向上一级索偿的份额，或已索偿。",
                "Your party has paid for nobody up the chain here, or has claimed it already.",
            ]
        case .nothingProposed: ["没有待批准的提议，请先由经办提出。", "Nothing waits for approval; have a clerk propose it first."]
        case .moneyUnderWay:
            [
                "该申请尚有款项在途，请待其结清后再办。",
                "Money of this claim is under way; wait until it is settled.",
            ]
        case .notWhole:
            [
                "须为尚欠全部 {amount} 元，分毫不差；部分回款请按追偿报告。",
                "It must be all that is still owed, {amount} yuan to the fen; report a part of it as a recovery.",
            ]
        case .roleMissing: ["需要角色：{role}。", "This needs the role {role}."]
        case .ownProposal: ["不得审批本人提交的事项，请由他人办理。", "Nobody approves what they proposed; ask another person."]
        case .personInactive: ["经办人已停用或未登记。", "The person acting is not registered or no longer active."]
        case .unknownLoan: ["没有该笔备案贷款。", "There is no such loan."]
        case .unknownClaim: ["没有该笔申请。", "There is no such claim."]
        case .unknownParty: ["没有登记该机构：{party}。", "Party {party} is not registered."]
        case .unknownPerson: ["没有登记该人员：{person}。", "Person {person} is not registered."]
        case .unknownTerms: ["没有该版条款。", "There is no such version of terms."]
        case .unknownRun: ["没有该清算批次。", "There is no such settlement run."]
        case .unknownOrder: ["没有该支付指令。", "There is no such payment order."]
        case .unknownCredential: ["没有该密钥。", "There is no such credential."]
        case .unknownEntry: ["没有该凭证。", "There is no such entry."]
        case .unknownAccount:
            ["账号不是本账套登记的专户，请先登记。", "The account is none of the fund's registered bank accounts; register it first."]
        case .unknownBankLine: ["没有该笔银行流水。", "There is no such line of a bank account."]
        case .unknownBatch: ["没有该批量文件。", "There is no such file."]
        case .batchChanged:
            [
                "该文件编号已用于另一内容（批次 {batch}）；更正请用新序号并以 replaces 指明原记录。",
                "This file's number was used for another content, batch {batch}; send corrections under a new sequence, with replaces.",
            ]
        case .taken: ["{what} 已存在。", "{what} exists already."]
        case .calendarMissing: ["缺少 {year} 年工作日历，请先导入。", "There is no working-day calendar for {year}; load it first."]
        case .dateImplausible: ["日期不合理：{what}。", "The date is not plausible: {what}."]
        case .periodClosed: ["{day} 所在期间已结账。", "The books are closed for {day}."]
        case .amountMismatch: ["金额应为 {amount} 元。", "The amount must be {amount} yuan."]
        case .amountUnknown:
            ["方案条款没有名为 {name} 的金额。", "No layer of the programme's terms takes an amount named {name}."]
        case .balanceRises:
            ["余额不得高于上次报告的 {balance} 元。", "The balance may not rise above the last report, {balance} yuan."]
        case .nothingDue: ["截至 {day} 没有到期事项。", "Nothing is due by {day}."]
        case .cashShort: ["专户余额不足：{account} 剩余 {room} 元。", "Account {account} holds only {room} yuan."]
        case .payeeMissing:
            [
                "以下收款方没有经双人核定的收款账户：{parties}；请先提出并核定，再放行。",
                "No payee account is adopted for {parties}; have one proposed and adopted, then release.",
            ]
        case .limitReached: ["账户 {account} 超出限额，剩余 {room} 元。", "Account {account} has room for {room} yuan only."]
        case .termsInvalid: ["条款有误（{code}）：{what}", "The terms are not valid ({code}): {what}"]
        case .keyInvalid:
            [
                "公钥无法识别，请提交 Ed25519 或 P-256 公钥（PEM）。",
                "The public key cannot be read; send an Ed25519 or P-256 key as PEM.",
            ]
        case .roleUnfit: ["角色 {role} 不适用于该机构。", "The role {role} does not fit this kind of party."]
        case .unknownSubsidyRun, .noSubsidyTerms, .budgetMissing, .fixingMissing, .budgetShort, .draftOpen,
            .periodOverlaps, .periodUnfit, .periodRunning, .linesChanged:
            saidOfSubsidies
        case .periodOpen: ["{day} 所在期间尚未结账，无需重新开账。", "The books are open for {day}; there is nothing to open again."]
        case .notClosable:
            [
                "有未了事项，不能结账：{what}。请处理后再提。",
                "The period cannot be closed yet: {what}. Settle these and propose it again.",
            ]
        case .yearOpen: ["{year} 年收支尚未结转，请先办理。", "Year {year} has not been carried forward; do that first."]
        case .notReversible:
            [
                "凭证 {entry}（{event}）不以冲销更正，请用 {step}。",
                "Entry {entry} ({event}) is not put right by reversing it; use {step}.",
            ]
        case .statementSum:
            [
                "对账单自身不平：期初 {opening} 加发生额 {moved} 不等于期末 {closing}。",
                "The statement does not add up: opening {opening} and movements {moved} do not make closing {closing}.",
            ]
        case .statementOpening:
            [
                "期初余额 {opening} 与上一份对账单期末 {closing} 不符。",
                "The opening balance {opening} is not the closing balance {closing} of the statement before.",
            ]
        case .statementGap:
            ["对账单不连续：应为 {expected}，收到 {given}。", "The statements leave a gap: {expected} was expected, {given} came."]
        case .statementChanged:
            ["对账单 {id} 已收到，内容不同。", "Statement {id} was received before and said something else."]
        case .bankLineChanged:
            ["流水 {reference} 已收到，金额不同。", "Line {reference} was received before with another amount."]
        case .assignmentUnfit: ["该笔流水不能作此认领：{what}。", "The line cannot be assigned so: {what}."]
        case .aboveRest:
            ["金额不得超过尚未认领的 {amount} 元。", "The amount may not exceed what is not assigned yet, {amount} yuan."]
        case .keyReused: ["幂等键已用于另一请求，请换用新键。", "The idempotency key was used for another request; use a new one."]
        }
    }
}
