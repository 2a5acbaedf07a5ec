import Accounting

extension Books {
    public mutating func subsidyRun(_ number: Int64) throws(Refusal) -> SubsidyRun {
        if let run = draft.subsidyRuns[number] ?? hand.subsidyRuns[number] { return run }
        if !hand.known.subsidyRuns.contains(number) { missing.subsidyRuns.insert(number) }
        throw Refusal(.unknownSubsidyRun)
    }

    /// A programme's runs that are open or approved, by number.
    public mutating func subsidyRuns(of programme: String) -> [SubsidyRun] {
        if !hand.known.subsidyRunsOf.contains(programme) { missing.subsidyRunsOf.insert(programme) }
        return hand.subsidyRuns.merging(draft.subsidyRuns) { $1 }.values
            .filter { $0.programme == programme && $0.state != .discarded }.sorted { $0.number < $1.number }
    }

    public mutating func add(_ run: SubsidyRun) {
        draft.subsidyRuns[run.number] = run
        draft.newSubsidyRuns.insert(run.number)
    }

    public mutating func save(_ run: SubsidyRun) { draft.subsidyRuns[run.number] = run }

    public mutating func save(_ version: SubsidyVersion) {
        var versions = reference.subsidies[version.terms.programme, default: []].filter {
            $0.version != version.version
        }
        versions.append(version)
        reference.subsidies[version.terms.programme] = versions.sorted { $0.version < $1.version }
        draft.subsidyTerms.append(version)
    }

    /// Books an event whose entry stands for lines kept elsewhere, sealed by their digest.
    public mutating func post(
        _ event: String, about subject: String, on day: Day, _ dimensions: [String: String],
        _ amounts: [String: Money], sealing digest: [UInt8]
    ) throws(Refusal) {
        let plain = entry(for: event, about: subject, on: day, dimensions, amounts)
        try record(
            Entry(event: event, date: day, reference: subject, postings: plain.postings, digest: digest))
    }
}
