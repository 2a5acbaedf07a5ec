# 担保贷的两次清算：先收后转 · Two settlement runs of a guaranteed loan: collected, then passed on

opened 2026-01-05, pool 65,000,000.00

on 2026-03-02
bank-a/maker files loan 1: 842,317.56 under yongchuan-guaranteed

on 2026-07-01
bank-a/maker reports loan 1: 842,317.56 left, interest paid to 2026-03-21, overdue since 2026-03-21, class 3
bank-a/maker claims loan 1
bureau/clerk admits claim 1

# Interest for 90 days: 842,317.56 × 0.0435 × 90 / 360 = 9,160.2035, so 9,160.20; base 851,477.76.
# A fifth is 170,295.552, three tenths 255,443.328, a tenth 85,147.776, each floored; the bank has the rest.
shares of claim 1
  national       170,295.55
  reguarantor    170,295.55
  district       255,443.32
  fund            85,147.77
  bank           170,295.57

national/maker confirms claim 1
reguarantor/checker confirms claim 1
district/maker confirms claim 1
bureau/clerk proposes claim 1
bureau/approver approves claim 1

on 2026-07-03
bureau/clerk proposes run
bureau/approver releases run 1

# The fund pays at once; the others are asked to pay into the clearing account. Risk and clearing are never netted.
orders of run 1
  clearing district      collect 255,443.32
  clearing national      collect 170,295.55
  clearing reguarantor   collect 170,295.55
  risk     bank-a        pay      85,147.77

bureau/clerk records order 1: 255,443.32
bureau/clerk records order 2: 170,295.55
bureau/clerk records order 4: 85,147.77

# Two of three have paid in: 255,443.32 + 170,295.55. The reguarantor still owes.
balances
  1002.09               清算专户 clearing account               425,738.87
  2305:bank-a:1         应转付银行 to be passed on to bank-a    425,738.87
  9006:reguarantor:1    应由再担保承担 due from reguarantor     170,295.55
  1002.01               专户 risk pool account               64,914,852.23

on 2026-07-06
bureau/clerk proposes run
bureau/approver releases run 2

# What has come in goes on; what has not, waits.
orders of run 2
  clearing bank-a pay 425,738.87

bureau/clerk records order 3: 170,295.55
bureau/clerk records order 5: 425,738.87

on 2026-07-07
bureau/clerk proposes run
bureau/approver releases run 3

# The reguarantor's money, a day later.
orders of run 3
  clearing bank-a pay 170,295.55

bureau/clerk records order 6: 170,295.55

# The bank has 681,182.19 of 851,477.76; its own 170,295.57 it bears.
balances
  1002.09               清算专户 clearing account                     0.00
  2305:bank-a:1         应转付银行 to be passed on to bank-a          0.00
  9006:reguarantor:1    应由再担保承担 due from reguarantor           0.00
  2302:bank-a:1         应付补偿 payable                             0.00
  1231:1                代偿追偿权 subrogated claim              85,147.77
