/// The texts of the papers, in Mustache.
enum PaperTemplates {
    static let all = ["head": head, "foot": foot, "settlement": settlement, "share": share, "payment": payment]

    private static let head = """
        <!doctype html>
        <html lang="zh-Hans">
        <head>
        <meta charset="utf-8">
        <title>{{title}}</title>
        <style>
        @page { size: A4; margin: 20mm 18mm; }
        body { font: 11pt/1.7 "Songti SC", SimSun, "Noto Serif CJK SC", serif; color: #000; max-width: 174mm; margin: 0 auto; }
        h1 { font-size: 18pt; text-align: center; margin: 0 0 2mm; letter-spacing: .2em; }
        .en { color: #444; font-size: 9pt; }
        h1 + .en { text-align: center; margin: 0 0 8mm; }
        table { border-collapse: collapse; width: 100%; margin: 4mm 0; page-break-inside: auto; }
        tr { page-break-inside: avoid; } thead { display: table-header-group; }
        th, td { border: .3mm solid #000; padding: 1mm 2mm; font-size: 10pt; text-align: left; }
        td.money, th.money { text-align: right; white-space: nowrap; font-variant-numeric: tabular-nums; }
        .capitals { font-weight: bold; } .sign { margin-top: 18mm; display: flex; justify-content: space-between; }
        footer { margin-top: 10mm; border-top: .2mm solid #999; font-size: 8.5pt; color: #444; }
        </style>
        </head>
        <body>

        """

    private static let foot = """
        <div class="sign"><div>经办 Prepared by：＿＿＿＿＿＿</div><div>复核 Checked by：＿＿＿＿＿＿</div><div>（盖章 Seal）　　年　　月　　日</div></div>
        <footer>{{book}}（{{code}}）· {{printed}}</footer>
        </body>
        </html>

        """

    private static let settlement = """
        {{>head}}<h1>清算结算单</h1>
        <p class="en" lang="en">Settlement statement · run {{run}} · {{party_en}}</p>
        <p>{{party}}（{{party_id}}）：<br>第 {{run}} 号清算批次中，{{book}}与贵方的应收应付如下。各类资金分别轧差，互不抵销。</p>
        <p class="en" lang="en">What the fund and you owe each other in this run. Each kind of money is netted by itself and against no other.</p>
        {{#orders}}
        <h2>指令 {{number}} · {{category}}</h2>
        <table>
        <thead><tr><th>序号 Leg</th><th>款项 Item</th><th>申请 Claim</th><th>贷款 Loan</th><th>分担方 Bearer</th><th class="money">应付贵方 To you</th><th class="money">应收贵方 From you</th></tr></thead>
        <tbody>
        {{#legs}}
        <tr><td>{{number}}</td><td>{{kind}}</td><td>{{claim}}</td><td>{{loan}}</td><td>{{bearer}}</td><td class="money">{{payable}}</td><td class="money">{{collectible}}</td></tr>
        {{/legs}}
        <tr><th colspan="5">合计 Total</th><th class="money">{{payable}}</th><th class="money">{{collectible}}</th></tr>
        </tbody>
        </table>
        <p>{{direction}}：￥{{net}}　<span class="capitals">{{capitals}}</span></p>
        <p class="en" lang="en">{{direction_en}}: CNY {{net}} · {{end_to_end_id}} · {{state}}{{#paid_on}} · {{.}}{{/paid_on}}</p>
        {{/orders}}
        {{>foot}}
        """

    private static let share = """
        {{>head}}<h1>分担责任确认函</h1>
        <p class="en" lang="en">Confirmation of a share · claim {{claim}}, revision {{revision}}</p>
        <p>{{book}}：</p>
        <p>{{bank}}就{{borrower}}的贷款（备案号 {{loan}}，方案 {{programme}}）提出的第 {{claim}} 号补偿申请，核定损失基数为人民币 {{base}} 元。{{party}}应分担：</p>
        <p>￥{{amount}}　<span class="capitals">{{capitals}}</span></p>
        <p>{{answer}}</p>
        <p class="en" lang="en">Of the covered loss of CNY {{base}} {{party_en}} bears CNY {{amount}}. {{answer_en}}</p>
        {{>foot}}
        """

    private static let payment = """
        {{>head}}<h1>补偿款支付确认函</h1>
        <p class="en" lang="en">Confirmation of compensation paid · claim {{claim}}</p>
        <p>{{bank}}：</p>
        <p>贵方就{{borrower}}的贷款（备案号 {{loan}}，方案 {{programme}}）提出的第 {{claim}} 号补偿申请，核定损失基数为人民币 {{base}} 元，已于 {{paid_on}} 支付：</p>
        <table>
        <thead><tr><th>分担方 Bearer</th><th class="money">分担额 Share</th><th class="money">已付 Paid</th></tr></thead>
        <tbody>
        {{#shares}}
        <tr><td>{{party}}</td><td class="money">{{amount}}</td><td class="money">{{settled}}</td></tr>
        {{/shares}}
        </tbody>
        </table>
        <p>已付合计 ￥{{paid}}　<span class="capitals">{{capitals}}</span></p>
        <p class="en" lang="en">Of the covered loss of CNY {{base}} the bank has received CNY {{paid}}; first paid on {{paid_on}}.</p>
        {{>foot}}
        """
}
