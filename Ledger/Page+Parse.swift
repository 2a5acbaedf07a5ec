import Yams

extension Page {
    /// The document of a file; nil, with a finding, where there is none to be read.
    mutating func root(_ bytes: [UInt8]) -> Node? {
        guard let text = String(validating: bytes, as: UTF8.self) else {
            report(.notUTF8, 1)
            return nil
        }
        do {
            guard let node = try Yams.compose(yaml: text) else {
                report(.malformedYAML("empty"), 1)
                return nil
            }
            return node
        } catch let error as YamlError {
            report(error)
        } catch {
            report(.malformedYAML("\(error)"), 1)
        }
        return nil
    }

    private mutating func report(_ error: YamlError) {
        switch error {
        case .duplicatedKeysInMapping(let keys, let context):
            for key in keys.sorted() { report(.duplicateKey(key), context.mark.line) }
        case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
            .composer(_, let problem, let mark, _):
            report(.malformedYAML(problem), max(1, mark.line))
        case .reader(let problem, _, _, _): report(.malformedYAML(problem), 1)
        default: report(.malformedYAML("\(error)"), 1)
        }
    }
}
