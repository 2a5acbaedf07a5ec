/// A PostgreSQL type, by its object identifier. Those named here never change.
public struct WireType: Hashable, Sendable {
    public let oid: UInt32

    public init(oid: UInt32) { self.oid = oid }

    public static let bool = WireType(oid: 16)
    public static let bytea = WireType(oid: 17)
    public static let char = WireType(oid: 18)
    public static let name = WireType(oid: 19)
    public static let int8 = WireType(oid: 20)
    public static let int2 = WireType(oid: 21)
    public static let int4 = WireType(oid: 23)
    public static let text = WireType(oid: 25)
    public static let oid = WireType(oid: 26)
    public static let json = WireType(oid: 114)
    public static let xml = WireType(oid: 142)
    public static let unknown = WireType(oid: 705)
    public static let bpchar = WireType(oid: 1042)
    public static let varchar = WireType(oid: 1043)
    public static let date = WireType(oid: 1082)
    public static let timestamp = WireType(oid: 1114)
    public static let timestamptz = WireType(oid: 1184)
    public static let numeric = WireType(oid: 1700)
    public static let uuid = WireType(oid: 2950)
    public static let jsonb = WireType(oid: 3802)

    public static let boolArray = WireType(oid: 1000)
    public static let byteaArray = WireType(oid: 1001)
    public static let int2Array = WireType(oid: 1005)
    public static let int4Array = WireType(oid: 1007)
    public static let textArray = WireType(oid: 1009)
    public static let int8Array = WireType(oid: 1016)
    public static let dateArray = WireType(oid: 1182)
    public static let timestamptzArray = WireType(oid: 1185)

    /// Types made by `create type` (enumerations among them) are numbered from here.
    var isUserDefined: Bool { oid >= 16_384 }
}
