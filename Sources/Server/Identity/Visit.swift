import Clearing
import Commands
import Store

/// A caller at work in a book: who they are, and how far they see.
struct Visit: Sendable {
    let book: OpenBook
    let caller: Caller
    let identity: Identity
    let reach: Reach

    init(_ book: OpenBook, _ caller: Caller) {
        self.book = book
        self.caller = caller
        identity = Identity(party: caller.party.id, person: caller.person.id)
        reach = Reach(book: book.id, caller)
    }
}
