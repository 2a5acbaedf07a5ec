# 贴息：测算、预览、核准、支付，迟到的数据列入下一季度 · A quarter's subsidies, and what the bank said too late

opened 2026-01-05, pool 65,000,000.00

bureau/clerk receives 1,000,000.00 from central for subsidy, voucher S-1
bureau/clerk proposes subsidy subsidy-equipment, budget 100,000.00
bureau/approver adopts subsidy subsidy-equipment 1

on 2026-01-12
bank-a/maker files loan 1 tagged equipment: 120,000.00

on 2026-02-01
bank-b/maker files loan 2 tagged equipment: 360,000.00 for borrower 2

on 2026-04-02
bureau/both draws up subsidy-equipment for 2026-Q1
refused four-eyes: bureau/both approves subsidy run 1
bureau/approver discards subsidy run 1
bureau/clerk draws up subsidy-equipment for 2026-Q1
bureau/approver approves subsidy run 2

# 120,000.00 at 1.5 % for 79 days and 360,000.00 for 59 days, over 360: 395.00 and 885.00.
balances
  5002:subsidy-equipment         贴息费用 interest-subsidy expense        1,280.00
  2303:bank-a:subsidy-equipment  应付贴息 payable to bank-a                 395.00
  2303:bank-b:subsidy-equipment  应付贴息 payable to bank-b                 885.00
  9004:subsidy-equipment:2026    年度预算占用 taken of the year's budget  1,280.00

bureau/clerk proposes run
bureau/approver releases run 1

# Gross by funder in the books, one order for each bank.
orders of run 1
  subsidy bank-a pay 395.00
  subsidy bank-b pay 885.00

bureau/clerk records order 1: 395.00
bureau/clerk records order 2: 885.00

# The special account pays, and the outlay is the budgetary book's too.
balances
  1002.02                        贴息专户 subsidy account               998,720.00
  2303:bank-a:subsidy-equipment  应付贴息 payable to bank-a                   0.00
  7201                           项目支出 programme outlay                1,280.00

# Loan 1 had been overdue since 03-12; the bank says so after the approval.
on 2026-04-10
bank-a/maker reports loan 1: 120,000.00 left, interest paid to 2026-03-12, overdue since 2026-03-12

on 2026-07-01
bureau/clerk draws up subsidy-equipment for 2026-Q2
bureau/approver approves subsidy run 3

# Twenty days of loan 1 were too much: 120,000.00 × 1.5 % × 20/360 = 100.00 comes back. Loan 2 earns 91 days: 1,365.00.
balances
  5002:subsidy-equipment            贴息费用 interest-subsidy expense        2,545.00
  1218.03:bank-a:subsidy-equipment  应收追回款 due back from bank-a            100.00
  2303:bank-b:subsidy-equipment     应付贴息 payable to bank-b               1,365.00
  9004:subsidy-equipment:2026       年度预算占用 taken of the year's budget  2,545.00

bureau/clerk proposes run
bureau/approver releases run 2

# A collection stands by itself: nothing is due to bank-a to set it against.
orders of run 2
  subsidy bank-a collect   100.00
  subsidy bank-b     pay 1,365.00

bureau/clerk records order 3: 100.00
bureau/clerk records order 4: 1,365.00

# What came back is in the special account again.
balances
  1002.02                           贴息专户 subsidy account               997,455.00
  1218.03:bank-a:subsidy-equipment  应收追回款 due back from bank-a              0.00
