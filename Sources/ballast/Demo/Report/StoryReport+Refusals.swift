extension StoryReport {
    /// What was refused, with the sentence its caller read.
    mutating func refusals() {
        sheet.heading("被拒绝的请求", "Requests refused, as they should be")
        for refused in record.refused {
            sheet.mark(
                refused.isAsExpected,
                "\(refused.on)  \(names.person(refused.by)) \(refused.by)  \(refused.command)  →  \(refused.answer.status) \(refused.answer.code)"
            )
            sheet.say(refused.answer.chinese, indented: 4)
            sheet.say(refused.answer.english, indented: 4)
        }
    }
}
