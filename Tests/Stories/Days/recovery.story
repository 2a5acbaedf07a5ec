# 两次追偿：先费用，后本金，逐分结转 · Two recoveries: costs first, then principal, carried to the fen

opened 2026-01-05, pool 65,000,000.00

on 2026-03-02
bank-a/maker files loan 1: 842,317.56 under yongchuan-guaranteed

on 2026-07-01
bank-a/maker reports loan 1: 842,317.56 left, interest paid to 2026-03-21, overdue since 2026-03-21, class 3
bank-a/maker claims loan 1
bureau/clerk admits claim 1
national/maker confirms claim 1
reguarantor/maker confirms claim 1
district/maker confirms claim 1
bureau/clerk proposes claim 1
bureau/approver approves claim 1
refused wrong-state: bank-a/maker recovers 1.00 on claim 1
bureau/clerk proposes run
bureau/approver releases run 1
bureau/clerk records order 1: 255,443.32
bureau/clerk records order 2: 170,295.55
bureau/clerk records order 3: 170,295.55
bureau/clerk records order 4: 85,147.77

on 2026-07-02
bureau/clerk proposes run
bureau/approver releases run 2
bureau/clerk records order 5: 596,034.42

on 2026-07-08
bank-a/maker recovers 300,000.00 on claim 1, costs 12,345.67 of bank-a
refused unknown-claim: bank-b/maker recovers 1.00 on claim 1

# 287,654.33 over 851,477.76. Exact parts in fen: national and reguarantor 5,753,086.53, district 8,629,629.63, fund 2,876,543.10,
# bank 5,753,087.21. Floors leave two fen: one to the district (.63), one to the national, named before the reguarantor (.53).
# The fund's part: 28,765.43, owed by the bank.
balances
  1218.02:bank-a:1                      应收追偿款 recovery due from bank-a     28,765.43
  5001:yongchuan-guaranteed:bank-a      补偿费用 compensation expense           56,382.34
  1231:1                                代偿追偿权 subrogated claim             56,382.34
  9007:pool:year:2026                   年度限额 the year's limit               56,382.34

bank-a/maker recovers 100,000.01 on claim 1

# Together 387,654.34: what each is owed in all, less what it has. Exact: 1,999,999.71 / 2,000,000.71 / 2,999,999.84 /
# 1,000,000.13 / 2,000,000.62 fen. Floors leave three fen: district (.84), then national and reguarantor (.71 each).
# The fund has 10,000.00 more.
balances
  1218.02:bank-a:1                      应收追偿款 recovery due from bank-a     38,765.43
  1231:1                                代偿追偿权 subrogated claim             46,382.34

on 2026-07-21
refused nothing-due: bureau/clerk proposes run
on 2026-07-22
bureau/clerk proposes run
bureau/approver releases run 3

# Ten working days after 07-08. To the fund 38,765.43; to the others through the clearing account: national 57,530.87 + 20,000.00,
# reguarantor 57,530.86 + 20,000.01, district 86,296.30 + 30,000.00, together 271,358.04.
orders of run 3
  clearing bank-a collect 271,358.04
  risk     bank-a collect  38,765.43

bureau/clerk records order 6: 271,358.04
bureau/clerk records order 7: 38,765.43

on 2026-07-23
bureau/clerk proposes run
bureau/approver releases run 4

# And on to those who bore the loss.
orders of run 4
  clearing district      pay 116,296.30
  clearing national      pay  77,530.87
  clearing reguarantor   pay  77,530.87

bureau/clerk records order 8: 116,296.30
bureau/clerk records order 9: 77,530.87
bureau/clerk records order 10: 77,530.87

# 65,000,000.00 − 85,147.77 + 38,765.43. Paid and got back in one year: the outlay is what is left of it.
balances
  1002.01                               专户 risk pool account              64,953,617.66
  1002.09                               清算专户 clearing account                    0.00
  1218.02:bank-a:1                      应收追偿款 recovery due from bank-a          0.00
  7201                                  项目支出 programme outlay               46,382.34
