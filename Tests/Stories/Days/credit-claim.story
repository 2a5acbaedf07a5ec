# 信用贷逾期、申请、审批、清算 · A credit loan falls overdue, is claimed, approved and paid

opened 2026-01-05, pool 65,000,000.00

on 2026-03-02
bank-a/maker files loan 1: 842,317.56 under yongchuan-credit

on 2026-06-18
bank-a/maker reports loan 1: 842,317.56 left, interest paid to 2026-03-21, overdue since 2026-03-21, class 2
# the eighty-ninth day
refused not-overdue: bank-a/maker claims loan 1

on 2026-06-19
bank-a/maker claims loan 1
refused C10: bank-a/maker claims loan 1

# Principal only: four fifths of 842,317.56 are 673,854.048, floored.
balances
  5001:yongchuan-credit:bank-a    补偿费用 compensation expense    673,854.04
  2601:yongchuan-credit           预计负债 provision               673,854.04
  9005:yongchuan-credit:bank-a    在途申请 claims under way        842,317.56
  2302:bank-a:1                   应付补偿 payable                          –

on 2026-06-24
bureau/clerk admits claim 1

# The odd fen is the bank's: 842,317.56 less 673,854.04.
shares of claim 1
  fund   673,854.04
  bank   168,463.52

refused wrong-state: bureau/approver approves claim 1
bureau/both proposes claim 1
refused four-eyes: bureau/both approves claim 1
bureau/approver approves claim 1

# The provision has become a debt; exposure and capacity are free; the year has used 673,854.04.
balances
  2302:bank-a:1                   应付补偿 payable                 673,854.04
  2601:yongchuan-credit           预计负债 provision                     0.00
  9001:yongchuan-credit:bank-a    备案敞口 exposure                      0.00
  9002:yongchuan-credit           已批未付 approved, unpaid        673,854.04
  9005:yongchuan-credit:bank-a    在途申请 claims under way              0.00
  9007:pool:year:2026             年度限额 the year's limit        673,854.04
  9008:pool                       额度占用 capacity                      0.00

bureau/clerk proposes run
refused role-missing: bureau/clerk releases run 1
bureau/approver releases run 1

# One claim, one order.
orders of run 1
  risk bank-a pay 673,854.04

refused amount-mismatch: bureau/clerk records order 1: 673,854.05
bureau/clerk records order 1: 673,854.04

# 65,000,000.00 less 673,854.04; the right against the borrower is fully reserved.
balances
  1002.01                         专户 risk pool account        64,326,145.96
  2302:bank-a:1                   应付补偿 payable                       0.00
  9002:yongchuan-credit           已批未付 approved, unpaid              0.00
  1231:1                          代偿追偿权 subrogated claim      673,854.04
  1239:1                          坏账准备 its allowance           673,854.04
  7201                            项目支出 programme outlay        673,854.04
  8001                            资金结存 budget cash          64,326,145.96
