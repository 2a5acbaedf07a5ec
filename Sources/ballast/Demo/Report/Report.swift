import Accounting

/// The demonstration's report: what happened, as people at a bureau would want to see it.
struct Report {
    let data: DemoData
    let record: DemoRecord
    let readings: Readings
    let names: Names
    var sheet: Sheet

    init(_ data: DemoData, _ record: DemoRecord, _ readings: Readings, isColoured: Bool) {
        self.data = data
        self.record = record
        self.readings = readings
        names = Names(data)
        sheet = Sheet(isColoured: isColoured)
    }

    /// All of it, in the order it happened, the books at the end.
    mutating func write() {
        filing()
        claims()
        disputes()
        runs()
        recoveries()
        refusals()
    }
}
