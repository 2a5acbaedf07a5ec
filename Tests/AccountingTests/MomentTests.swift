import Accounting
import Testing

struct MomentTests {
    @Test(arguments: [
        (0, "1970-01-01", 480, "1970-01-01T08:00:00.000000+08:00"),
        (57_599_999_999, "1970-01-01", 1439, "1970-01-01T23:59:59.999999+08:00"),
        (57_600_000_000, "1970-01-02", 0, "1970-01-02T00:00:00.000000+08:00"),
        (-28_800_000_001, "1969-12-31", 1439, "1969-12-31T23:59:59.999999+08:00"),
        (-28_800_000_000, "1970-01-01", 0, "1970-01-01T00:00:00.000000+08:00"),
        (1_782_896_400_000_000, "2026-07-01", 1020, "2026-07-01T17:00:00.000000+08:00"),
    ])
    func `a moment has its day and its minute in Shanghai`(
        microseconds: Int64,
        day: String,
        minute: Int,
        text: String
    ) {
        let moment = Moment(microseconds: microseconds)
        #expect(moment.day == Day(day))
        #expect(moment.minuteOfDay == minute)
        #expect("\(moment)" == text)
    }
}
