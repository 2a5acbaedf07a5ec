import XMLCoder

/// The message pain.001.001.09 as far as it is used. Properties bear the schema's own names and stand in the schema's order,
/// which is the order they are written in.
struct Pain001: Encodable {
    static let namespace = "urn:iso:std:iso:20022:tech:xsd:pain.001.001.09"

    let CstmrCdtTrfInitn: Initiation

    struct Initiation: Encodable {
        let GrpHdr: GroupHeader
        let PmtInf: [Payment]
    }

    struct GroupHeader: Encodable {
        let MsgId, CreDtTm, NbOfTxs, CtrlSum: String
        let InitgPty: Named
    }

    struct Payment: Encodable {
        let PmtInfId: String
        let PmtMtd = "TRF"
        let NbOfTxs, CtrlSum: String
        let ReqdExctnDt: DateChoice
        let Dbtr: Named
        let DbtrAcct: Account
        let DbtrAgt: Agent
        let CdtTrfTxInf: [Transfer]
    }

    struct Transfer: Encodable {
        let PmtId: Identification
        let Amt: Amount
        let CdtrAgt: Agent
        let Cdtr: Named
        let CdtrAcct: Account
        let RmtInf: Remittance
    }

    struct Identification: Encodable { let EndToEndId: String }
    struct Named: Encodable { let Nm: String }
    struct DateChoice: Encodable { let Dt: String }
    struct Remittance: Encodable { let Ustrd: String }

    struct Amount: Encodable {
        let InstdAmt: Currency

        struct Currency: Encodable, DynamicNodeEncoding {
            let Ccy = "CNY"
            /// Yuan.
            let value: String

            enum CodingKeys: String, CodingKey { case Ccy, value = "" }

            static func nodeEncoding(for key: any CodingKey) -> XMLEncoder.NodeEncoding {
                key.stringValue == "Ccy" ? .attribute : .element
            }
        }
    }

    struct Account: Encodable {
        let Id: Choice
        let Ccy = "CNY"

        struct Choice: Encodable { let Othr: Other }
        struct Other: Encodable { let Id: String }
    }

    /// The bank that holds an account, by its CNAPS code.
    struct Agent: Encodable {
        let FinInstnId: Institution

        struct Institution: Encodable {
            let ClrSysMmbId: Member
            let Nm: String
        }
        struct Member: Encodable {
            let ClrSysId: System
            let MmbId: String
        }
        struct System: Encodable { let Cd = "CNAPS" }
    }
}
