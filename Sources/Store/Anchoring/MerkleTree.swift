import Crypto

/// A Merkle tree over a list of entries (RFC 6962 §2.1): a leaf is SHA-256 of a zero byte and the entry's canonical bytes, a
/// node SHA-256 of a one byte and its two children; the left child holds the largest power of two below the count.
enum MerkleTree {
    static func leaf(_ bytes: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: [0] + bytes)) }

    static func node(_ left: [UInt8], _ right: [UInt8]) -> [UInt8] { Array(SHA256.hash(data: [1] + left + right)) }

    /// The siblings from a leaf up to the root, nearest first.
    static func path(to index: Int, in leaves: ArraySlice<[UInt8]>) -> [[UInt8]] {
        guard leaves.count > 1 else { return [] }
        let cut = leaves.startIndex + split(leaves.count)
        let (left, right) = (leaves[..<cut], leaves[cut...])
        return index < left.count
            ? path(to: index, in: left) + [root(of: right)]
            : path(to: index - left.count, in: right) + [root(of: left)]
    }

    private static func root(of leaves: ArraySlice<[UInt8]>) -> [UInt8] {
        var root = MerkleRoot()
        for leaf in leaves { root.add(leaf) }
        return root.finish()
    }

    private static func split(_ count: Int) -> Int {
        var power = 1
        while power * 2 < count { power *= 2 }
        return power
    }

    /// The root a path leads to from a leaf (RFC 9162 §2.1.3.2); nil where the path does not fit the place.
    static func root(from leaf: [UInt8], at index: Int, of count: Int, by path: [[UInt8]]) -> [UInt8]? {
        guard (0..<count).contains(index) else { return nil }
        var (place, last, hash) = (index, count - 1, leaf)
        for sibling in path {
            guard last > 0 else { return nil }
            if place % 2 == 1 || place == last {
                hash = node(sibling, hash)
                while place % 2 == 0 && place != 0 {
                    place /= 2
                    last /= 2
                }
            } else {
                hash = node(hash, sibling)
            }
            place /= 2
            last /= 2
        }
        return last == 0 ? hash : nil
    }
}

/// Works out a tree's root leaf by leaf, in memory that grows with the logarithm of their number.
struct MerkleRoot {
    /// Whole subtrees, the largest first.
    private var subtrees: [(size: Int, hash: [UInt8])] = []
    private(set) var count = 0

    mutating func add(_ leaf: [UInt8]) {
        count += 1
        var next = (size: 1, hash: leaf)
        while let last = subtrees.last, last.size == next.size {
            subtrees.removeLast()
            next = (last.size * 2, MerkleTree.node(last.hash, next.hash))
        }
        subtrees.append(next)
    }

    /// Of no leaves at all, the hash of nothing.
    func finish() -> [UInt8] {
        guard var hash = subtrees.last?.hash else { return Array(SHA256.hash(data: [UInt8]())) }
        for subtree in subtrees.dropLast().reversed() { hash = MerkleTree.node(subtree.hash, hash) }
        return hash
    }
}
