import Accounting
import Clearing
import Postgres

extension Transaction {
    /// Parties, people, credentials, terms and breakers of a book.
    public func reference(book: Int64, rulebook: Rulebook, calendar: WorkingCalendar) throws -> Reference {
        try pipeline { pipeline in
            let parties = pipeline.add(Party.all(book))
            let people = pipeline.add(Person.all(book))
            let credentials = pipeline.add(Credential.all(book))
            let terms = pipeline.add(TermsVersion.all(book))
            let accounts = pipeline.add(BankAccount.all(book))
            let breakers = pipeline.add(BreakerMove.last(book))
            let subsidies = pipeline.add(SubsidyVersion.all(book))
            let fixings = pipeline.add(Fixing.all(book))
            let results = try pipeline.send()
            return Reference(
                rulebook: rulebook, calendar: calendar, parties: try results[parties].map(Party.init),
                people: try results[people].map(Person.init),
                credentials: try results[credentials].map(Credential.init),
                terms: try results[terms].map(TermsVersion.init),
                bankAccounts: try results[accounts].map(BankAccount.init),
                breakers: try results[breakers].map(BreakerMove.init),
                subsidies: try results[subsidies].map(SubsidyVersion.init),
                fixings: try Fixing.latest(results[fixings]))
        }
    }
}
