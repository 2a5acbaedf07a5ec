import Commands
import Hummingbird

/// The door of a book: finds the book, and who asks.
struct BookDoor: RouterMiddleware {
    let shelf: Shelf
    let doorkeeper: Doorkeeper

    func handle(_ request: Request, context: Context, next: (Request, Context) async throws -> Response) async throws
        -> Response
    {
        guard let code = context.parameters.get("book") else { throw Problem.unknownBook }
        let book = try await shelf.book(code)
        var context = context
        context.visit = try await doorkeeper.admit(request.headers[.authorization], to: book)
        return try await next(request, context)
    }
}
