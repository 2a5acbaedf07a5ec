# 核销后仍追偿：账销案存 · Written off, still owed, still shared

opened 2026-01-05, pool 65,000,000.00

on 2026-03-02
bank-a/maker files loan 1: 100,000.00 under yongchuan-credit

on 2026-07-01
bank-a/maker reports loan 1: 100,000.00 left, interest paid to 2026-03-21, overdue since 2026-03-21, class 3
bank-a/maker claims loan 1
bureau/clerk admits claim 1
bureau/clerk proposes claim 1
bureau/approver approves claim 1
refused wrong-state: bureau/clerk proposes write-off of claim 1: bankruptcy
bureau/clerk proposes run
bureau/approver releases run 1
bureau/clerk records order 1: 80,000.00

on 2026-09-01
refused nothing-proposed: bureau/approver approves write-off of claim 1
bureau/both proposes write-off of claim 1: bankruptcy
refused four-eyes: bureau/both approves write-off of claim 1
bureau/approver approves write-off of claim 1

# The fund bore 80,000.00: its right leaves the balance sheet, whose net it never was, for the memo accounts.
balances
  1231:1                          代偿追偿权 subrogated claim                    0.00
  1239:1                          其准备 its allowance                           0.00
  9003:1                          账销案存 written off, still owed          80,000.00
  5001:yongchuan-credit:bank-a    补偿费用 compensation expense             80,000.00

on 2026-09-07
bank-a/maker recovers 30,000.00 on claim 1

# Four fifths of it are the fund's, other income now; 56,000.00 are still owed.
balances
  1218.02:bank-a:1                应收追偿款 recovery due from bank-a       24,000.00
  4609                            其他收入 other income                     24,000.00
  9003:1                          账销案存 written off, still owed          56,000.00
  5001:yongchuan-credit:bank-a    补偿费用 compensation expense             80,000.00

on 2026-09-21
bureau/clerk proposes run
bureau/approver releases run 2
bureau/clerk records order 2: 24,000.00
bank-a/maker recovers 70,000.00 on claim 1
refused wrong-state: bank-a/maker recovers 1.00 on claim 1

# 65,000,000.00 − 80,000.00 + 24,000.00. All is back: nothing is owed any more, and the claim is closed.
balances
  1002.01                         专户 risk pool account                64,944,000.00
  1218.02:bank-a:1                应收追偿款 recovery due from bank-a       56,000.00
  4609                            其他收入 other income                     80,000.00
  9003:1                          账销案存 written off, still owed               0.00
  9103                            其对应 its contra                              0.00
