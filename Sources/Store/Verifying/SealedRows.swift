import Postgres

// What seals cover, as it stands in the tables. Columns are read by place: these are the rows of which there are millions.

struct SealedAccount {
    let number: Int32
    let code: String

    static func all(_ book: Int64) -> SQL {
        "select account_id, code from ledger.account where book_id = \(book) order by account_id"
    }

    static func numbered(_ book: Int64, _ first: Int32, _ last: Int32) -> SQL {
        """
        select account_id, code
        from ledger.account
        where book_id = \(book) and account_id between \(first) and \(last)
        order by account_id
        """
    }

    init(_ row: Row) throws {
        number = try row.int32(0)
        code = try row.string(1)
    }
}

struct SealedEntry {
    let number: Int64
    /// Days since 1970-01-01.
    var effective: Int32
    let event, subject: String
    let digest: [UInt8]?

    static func all(_ book: Int64) -> SQL {
        "select entry_no, effective, event, subject, digest from ledger.entry where book_id = \(book) order by entry_no"
    }

    static func numbered(_ book: Int64, _ first: Int64, _ last: Int64) -> SQL {
        """
        select entry_no, effective, event, subject, digest
        from ledger.entry
        where book_id = \(book) and entry_no between \(first) and \(last)
        order by entry_no
        """
    }

    init(_ row: Row) throws {
        number = try row.int64(0)
        effective = try row.date(1)
        event = try row.string(2)
        subject = try row.string(3)
        digest = try row.bytesOrNil(4)
    }
}

struct SealedPosting {
    let entry: Int64
    let line: Int16
    var debit, credit: Int32
    var amount: Int64

    static func all(_ book: Int64) -> SQL {
        "select entry_no, line, debit, credit, amount from ledger.posting where book_id = \(book) order by entry_no, line"
    }

    static func numbered(_ book: Int64, _ first: Int64, _ last: Int64) -> SQL {
        """
        select entry_no, line, debit, credit, amount
        from ledger.posting
        where book_id = \(book) and entry_no between \(first) and \(last)
        order by entry_no, line
        """
    }

    init(_ row: Row) throws {
        entry = try row.int64(0)
        line = try row.int16(1)
        debit = try row.int32(2)
        credit = try row.int32(3)
        amount = try row.int64(4)
    }
}

struct Seal {
    let number, first, last: Int64
    let lastAccount: Int32
    let digest, previous, hash: [UInt8]
    /// Microseconds since 1970-01-01 00:00 UTC.
    let sealedAt: Int64

    static func all(_ book: Int64) -> SQL {
        """
        select seal_no, first_entry, last_entry, last_account, digest, previous, hash, sealed_at
        from ledger.seal
        where book_id = \(book)
        order by seal_no
        """
    }

    init(_ row: Row) throws {
        number = try row.int64(0)
        first = try row.int64(1)
        last = try row.int64(2)
        lastAccount = try row.int32(3)
        digest = try row.bytes(4)
        previous = try row.bytes(5)
        hash = try row.bytes(6)
        sealedAt = try row.timestamp(7)
    }
}
