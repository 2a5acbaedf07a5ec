import Accounting

/// The demonstration's report: what happened, as people at a bureau would want to see it.
struct StoryReport {
    let data: DemoData
    let record: DemoRecord
    let readings: Readings
    /// Where files are put.
    let folder: String
    let names: Names
    var sheet: Sheet

    init(_ data: DemoData, _ record: DemoRecord, _ readings: Readings, folder: String, isColoured: Bool) {
        self.data = data
        self.record = record
        self.readings = readings
        self.folder = folder
        names = Names(data)
        sheet = Sheet(isColoured: isColoured)
        sheet.blank()
        sheet.say("\(data.scenario.chinese) · \(data.scenario.english)")
    }

    /// All of it, in the order it happened, the books at the end; gives whether all of it held.
    mutating func write() throws(DemoProblem) -> Bool {
        filing()
        claims()
        disputes()
        runs()
        recoveries()
        refusals()
        fundStatement()
        trialBalance()
        files()
        try bank()
        return checks()
    }
}
