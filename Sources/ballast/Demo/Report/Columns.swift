/// How much room text takes on a terminal, where Chinese characters are two columns wide.
extension String {
    /// Columns this text takes.
    var columns: Int { unicodeScalars.reduce(0) { $0 + $1.columns } }

    /// The text with blanks up to so many columns; longer text stays as it is.
    func padded(to columns: Int, onTheLeft: Bool = false) -> String {
        let blanks = String(repeating: " ", count: max(0, columns - self.columns))
        return onTheLeft ? blanks + self : self + blanks
    }

    /// As much of the text as fits, with `…` at the end where something is left out.
    func cut(to columns: Int) -> String {
        guard self.columns > columns else { return self }
        var kept = ""
        var taken = 1
        for character in self {
            let width = String(character).columns
            guard taken + width <= columns else { break }
            kept.append(character)
            taken += width
        }
        return kept + "…"
    }

    /// The text in lines of at most so many columns: broken at blanks, and anywhere between Chinese characters.
    func wrapped(to columns: Int) -> [String] {
        var lines: [String] = []
        var line = ""
        for piece in pieces {
            if line.columns + piece.columns > columns && !line.isEmpty {
                lines.append(line.trimmedRight)
                line = piece == " " ? "" : piece
            } else {
                line += piece
            }
        }
        return lines + (line.isEmpty ? [] : [line.trimmedRight])
    }

    private var trimmedRight: String {
        var text = self
        while text.last == " " { text.removeLast() }
        return text
    }

    /// Words, blanks and single wide characters: between two of them a line may end.
    private var pieces: [String] {
        var pieces: [String] = []
        var word = ""
        for character in self {
            let isWide = String(character).columns > 1
            if isWide || character == " " {
                if !word.isEmpty { pieces.append(word) }
                pieces.append(String(character))
                word = ""
            } else {
                word.append(character)
            }
        }
        return word.isEmpty ? pieces : pieces + [word]
    }
}

extension Unicode.Scalar {
    /// UAX #11: wide and full-width signs take two columns, marks that join the sign before them none.
    fileprivate var columns: Int {
        switch value {
        case 0x0300...0x036F, 0x200B...0x200F, 0xFE00...0xFE0F: 0
        case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0x33FF, 0x3400...0x4DBF, 0x4E00...0x9FFF, 0xA000...0xA4CF,
            0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F, 0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x1F300...0x1F64F,
            0x20000...0x3FFFD:
            2
        default: 1
        }
    }
}
