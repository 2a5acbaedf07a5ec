import Hummingbird
import Logging

/// What a request carries on its way through the house.
struct Context: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Named in the answer and in the log.
    let requestID = RequestID()
    /// Who asks, and of which book: set at the door of a book, before its routes.
    private var admitted: Visit?

    init(source: Source) {
        coreContext = CoreRequestContextStorage(source: source)
    }

    var visit: Visit {
        get {
            guard let admitted else { preconditionFailure("the routes of a book lie behind its door") }
            return admitted
        }
        set { admitted = newValue }
    }
}
