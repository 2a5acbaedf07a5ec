# 代偿后恢复正常，再次逾期另行申请 · Cured after payment; a later default is a new claim that follows the first

opened 2026-01-05, pool 65,000,000.00

on 2026-03-02
bank-a/maker files loan 1: 100,000.00 under yongchuan-credit

on 2026-07-01
bank-a/maker reports loan 1: 100,000.00 left, interest paid to 2026-03-21, overdue since 2026-03-21, class 3
bank-a/maker claims loan 1, interest 8,765.43
bureau/clerk admits claim 1
bureau/clerk proposes claim 1
bureau/approver approves claim 1
bureau/clerk proposes run
bureau/approver releases run 1
bureau/clerk records order 1: 80,000.00

on 2026-08-03
refused not-whole: bank-a/maker cures claim 1: 108,765.42, leaving 60,000.00
bank-a/maker cures claim 1: 108,765.43, leaving 60,000.00

# Exactly what was lost, and the bank's own 8,765.43: nothing is left of the compensation but what the bank has to hand over,
# the year's limit is as if there had been no claim, and four fifths of the 60,000.00 stand in the books again.
balances
  1218.02:bank-a:1                      应收追偿款 recovery due from bank-a    80,000.00
  5001:yongchuan-credit:bank-a          补偿费用 compensation expense               0.00
  1231:1                                代偿追偿权 subrogated claim                 0.00
  9007:pool:year:2026                   年度限额 the year's limit                   0.00
  9001:yongchuan-credit:bank-a          备案敞口 filed exposure                48,000.00
  9008:pool                             额度占用 capacity used                 60,000.00

refused wrong-state: bank-a/maker recovers 1.00 on claim 1

on 2026-08-17
bureau/clerk proposes run
bureau/approver releases run 2
bureau/clerk records order 2: 80,000.00

on 2026-12-01
bank-a/maker reports loan 1: 60,000.00 left, interest paid to 2026-08-03, overdue since 2026-08-31, class 3
bank-a/maker claims loan 1
bureau/clerk admits claim 2
bureau/clerk proposes claim 2
bureau/approver approves claim 2

# The second default is a claim like any other: the fund owes four fifths again.
balances
  1002.01                               专户 risk pool account             65,000,000.00
  2302:bank-a:2                         应付补偿款 payable to bank-a           48,000.00
  9007:pool:year:2026                   年度限额 the year's limit              48,000.00
  9001:yongchuan-credit:bank-a          备案敞口 filed exposure                     0.00
