/// The files of a set of books as they were found, unread.
struct BooksFiles {
    struct File {
        let name: String
        let bytes: [UInt8]

        /// Subsidy programmes, on interest and on guarantee fees, stand beside the others, under names that begin so.
        var isSubsidy: Bool { name.hasPrefix("programmes/subsidy-") || name.hasPrefix("programmes/fee-") }
    }

    let chart: File
    let postings: File
    let programmes: [File]
    let calendars: [File]

    /// The set the binary carries. The package names a resource after its file, with `_` for a first digit and for every
    /// other sign; a test holds this list to the folder.
    static let embedded = BooksFiles(
        chart: File(name: "chart.yaml", bytes: PackageResources.chart_yaml),
        postings: File(name: "postings.yaml", bytes: PackageResources.postings_yaml),
        programmes: [
            File(name: "programmes/fee-rebate.yaml", bytes: PackageResources.fee_rebate_yaml),
            File(name: "programmes/fee-reguarantee.yaml", bytes: PackageResources.fee_reguarantee_yaml),
            File(name: "programmes/fee-structure.yaml", bytes: PackageResources.fee_structure_yaml),
            File(name: "programmes/guanxian-batch.yaml", bytes: PackageResources.guanxian_batch_yaml),
            File(name: "programmes/guanxian-national.yaml", bytes: PackageResources.guanxian_national_yaml),
            File(name: "programmes/subsidy-consumer.yaml", bytes: PackageResources.subsidy_consumer_yaml),
            File(name: "programmes/subsidy-entrepreneur.yaml", bytes: PackageResources.subsidy_entrepreneur_yaml),
            File(
                name: "programmes/subsidy-equipment-relending.yaml",
                bytes: PackageResources.subsidy_equipment_relending_yaml),
            File(name: "programmes/subsidy-equipment.yaml", bytes: PackageResources.subsidy_equipment_yaml),
            File(name: "programmes/subsidy-green.yaml", bytes: PackageResources.subsidy_green_yaml),
            File(name: "programmes/subsidy-service.yaml", bytes: PackageResources.subsidy_service_yaml),
            File(name: "programmes/subsidy-sme.yaml", bytes: PackageResources.subsidy_sme_yaml),
            File(name: "programmes/subsidy-village.yaml", bytes: PackageResources.subsidy_village_yaml),
            File(name: "programmes/yongchuan-credit.yaml", bytes: PackageResources.yongchuan_credit_yaml),
            File(name: "programmes/yongchuan-enhanced.yaml", bytes: PackageResources.yongchuan_enhanced_yaml),
            File(name: "programmes/yongchuan-guaranteed.yaml", bytes: PackageResources.yongchuan_guaranteed_yaml),
            File(name: "programmes/yongchuan-insured.yaml", bytes: PackageResources.yongchuan_insured_yaml),
        ],
        calendars: [
            File(name: "calendar/2024.yaml", bytes: PackageResources._024_yaml),
            File(name: "calendar/2025.yaml", bytes: PackageResources._025_yaml),
            File(name: "calendar/2026.yaml", bytes: PackageResources._026_yaml),
        ]
    )

    var all: [File] { [chart, postings] + programmes + calendars }
}
