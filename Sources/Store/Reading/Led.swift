import Postgres

/// Whose business what was filed under a version of terms is: the first guarantor among its bearers, which also gives its word on
/// filings that wait; `none` where no guarantor bears anything.
enum Led {
    /// `(programme, version, guarantor)`.
    static func by(_ reach: Reach) -> SQL {
        """
        select t.programme, t.version, coalesce((
            select p.party
            from jsonb_array_elements(t.document::jsonb -> 'layers') with ordinality l (layer, layer_no)
            cross join jsonb_array_elements(l.layer -> 'bearers') with ordinality b (bearer, bearer_no)
            join clearing.party p on p.book_id = t.book_id and p.party = b.bearer ->> 'party' and p.kind = 'guarantor'
            order by l.layer_no, b.bearer_no
            limit 1), 'none') as guarantor
        from clearing.terms t
        where t.book_id = \(reach.book)
        """
    }
}
