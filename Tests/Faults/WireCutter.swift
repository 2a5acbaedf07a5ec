import Synchronization

/// A message of PostgreSQL's protocol on its way.
struct WireMessage: Sendable {
    /// Counted from 0 over both directions, since the cutter was last told what to do.
    let number: Int
    let side: Relay.Side
    /// The protocol's letter; nil for what a client opens a connection with, which has none.
    let type: UInt8?
}

/// Decides what becomes of each message between lanes and a database.
final class WireCutter: Sendable {
    enum Fate: Sendable, CaseIterable {
        case pass
        /// The message does not arrive.
        case cutBefore
        /// The message arrives, and nothing after it.
        case cutAfter
        /// Half of it arrives.
        case cutInside
        /// The message does not arrive, and nobody hears why.
        case silence
    }

    private struct State {
        var seen = 0
        var cuts = 0
        var decide: @Sendable (WireMessage) -> Fate = { _ in .pass }
    }

    private let state = Mutex(State())

    /// How many times the wire was cut since `set`.
    var cuts: Int { state.withLock { $0.cuts } }
    /// How many messages passed since `set`.
    var seen: Int { state.withLock { $0.seen } }

    /// Starts counting anew. What is decided is decided in the order the messages come, of whatever connection.
    func set(_ decide: @escaping @Sendable (WireMessage) -> Fate) { state.withLock { $0 = State(decide: decide) } }

    /// Cuts once, at the message of that number.
    func cut(at number: Int, _ fate: Fate) { set { $0.number == number ? fate : .pass } }

    fileprivate func fate(_ side: Relay.Side, _ type: UInt8?) -> Fate {
        state.withLock { state in
            let fate = state.decide(WireMessage(number: state.seen, side: side, type: type))
            state.seen += 1
            if fate != .pass { state.cuts += 1 }
            return fate
        }
    }

    var gate: any Relay.Gate { WireGate(cutter: self) }
}

/// Takes one connection's bytes apart into messages.
private struct WireGate: Relay.Gate {
    let cutter: WireCutter
    private var rest: [Relay.Side: [UInt8]] = [:]
    private var hasBegun = false
    /// A request to cancel is no conversation; it passes as it is.
    private var isCancelling = false

    init(cutter: WireCutter) { self.cutter = cutter }

    mutating func pass(_ bytes: ArraySlice<UInt8>, from side: Relay.Side) -> Relay.Passage {
        if isCancelling { return Relay.Passage(onward: Array(bytes)) }
        var waiting = (rest[side] ?? []) + bytes
        var passage = Relay.Passage(onward: [])
        while let (type, length) = head(of: waiting, side), waiting.count >= length {
            let message = waiting.prefix(length)
            waiting.removeFirst(length)
            if side == .client, !hasBegun, length == 16 {
                isCancelling = true
                return Relay.Passage(onward: Array(message))
            }
            hasBegun = true
            switch cutter.fate(side, type) {
            case .pass: passage.onward += message
            case .cutBefore:
                passage.then = .cut
                return passage
            case .cutAfter:
                passage.onward += message
                passage.then = .cut
                return passage
            case .cutInside:
                passage.onward += message.prefix(length / 2)
                passage.then = .cut
                return passage
            case .silence:
                passage.then = .fallSilent
                return passage
            }
        }
        rest[side] = waiting
        return passage
    }

    /// The letter and the length of the message that begins here; nil while too little of it is there.
    private func head(of bytes: [UInt8], _ side: Relay.Side) -> (type: UInt8?, length: Int)? {
        let letters = side == .client && !hasBegun ? 0 : 1
        guard bytes.count >= letters + 4 else { return nil }
        let length = bytes[letters..<(letters + 4)].reduce(0) { $0 << 8 | Int($1) }
        return (letters == 0 ? nil : bytes[0], letters + length)
    }
}
