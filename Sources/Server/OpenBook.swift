import Commands

/// A book that this server has open: its lane, who takes part in it, and whose tokens were found good.
struct OpenBook: Sendable {
    let id: Int64
    let code: String
    let lane: Lane
    let register: RegisterKeeper
    let tokens: TokenCache
}
