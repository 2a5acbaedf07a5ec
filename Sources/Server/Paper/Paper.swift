import Accounting
import Mustache

/// A page to be printed on A4: a template filled with a small value, all that is named in it escaped, without a script.
struct Paper: Sendable {
    /// A name of `templates`.
    let name: String

    static let settlement = Paper(name: "settlement")
    static let share = Paper(name: "share")
    static let payment = Paper(name: "payment")

    /// - Parameter page: its properties are all the template may mention.
    func html<Page: Sendable>(_ page: Page) -> String {
        guard let text = Paper.library.render(page, withTemplate: name) else {
            preconditionFailure("there is a template \(name)")
        }
        return text
    }

    /// Of the code, not of a user: a template that cannot be read is a fault of this file.
    private static let library: MustacheLibrary = {
        var templates: [String: MustacheTemplate] = [:]
        for (name, text) in PaperTemplates.all {
            guard let template = try? MustacheTemplate(string: text) else {  // why, a test of it says
                preconditionFailure("the template \(name) cannot be read")
            }
            templates[name] = template
        }
        return MustacheLibrary(templates: templates)
    }()
}
