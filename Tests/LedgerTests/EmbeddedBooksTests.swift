import Accounting
import Foundation
import Testing

@testable import Ledger

struct EmbeddedBooksTests {
    @Test func `the embedded books are sound`() {
        #expect(BooksCheck.checkEmbedded() == [])
    }
}
