import Clearing
import Postgres

extension Notice {
    static func insert(_ book: Int64, _ notices: [Notice], from number: Int64) -> SQL {
        """
        insert into clearing.event (book_id, event_no, kind, subject, parties, party, person, at, data)
        select \(book), \(number) - 1 + u.place, u.kind, u.subject, string_to_array(u.parties, ','), u.party, u.person, u.at, u.data
        from unnest(
            \(notices.map(\.kind)), \(notices.map(\.subject)), \(notices.map { $0.parties.joined(separator: ",") }),
            \(notices.map(\.party)), \(notices.map(\.person)), \(notices.map { SQLTimestamp($0.at) }), \(notices.map(\.data.text))
        ) with ordinality u (kind, subject, parties, party, person, at, data, place)
        """
    }
}
