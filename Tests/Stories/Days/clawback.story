# 追回：已付未返还的本金，加按日占用利息 · Clawback: what was paid and has not come back, with interest for the days held

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
bureau/clerk proposes run
bureau/approver releases run 1
refused wrong-state: bureau/clerk proposes clawback of claim 1: misuse at 0.0435 until 2026-07-01
bureau/clerk records order 1: 255,443.32
bureau/clerk records order 2: 170,295.55
bureau/clerk records order 3: 170,295.55
bureau/clerk records order 4: 85,147.77

# What the others paid has not gone on to the bank yet.
balances
  1002.09                           清算专户 clearing account                  596,034.42

refused money-under-way: bureau/clerk proposes clawback of claim 1: misuse at 0.0435 until 2026-07-01

on 2026-07-02
bureau/clerk proposes run
bureau/approver releases run 2
bureau/clerk records order 5: 596,034.42

on 2026-07-08
bank-a/maker recovers 300,000.00 on claim 1, costs 12,345.67 of bank-a

on 2026-07-22
bureau/clerk proposes run
bureau/approver releases run 3
bureau/clerk records order 6: 201,358.03
bureau/clerk records order 7: 28,765.43

on 2026-07-23
bureau/clerk proposes run
bureau/approver releases run 4
bureau/clerk records order 8: 86,296.30
bureau/clerk records order 9: 57,530.87
bureau/clerk records order 10: 57,530.86

on 2026-09-30
bureau/both proposes clawback of claim 1: misuse at 0.0435 until 2026-09-30
refused four-eyes: bureau/both approves clawback of claim 1
bureau/approver approves clawback of claim 1

# The fund paid 85,147.77 and has 28,765.43 back: 56,382.34. Interest at 4.35 %: 85,147.77 for 91 days from 07-01, less 28,765.43
# for 70 days from 07-22, over 360: 692.96. What the claim took of the year is given back.
balances
  1218.03:bank-a:1                  应收追回款 clawback due from bank-a         57,075.30
  5001:yongchuan-guaranteed:bank-a  补偿费用 compensation expense                    0.00
  4609                              其他收入 other income                          692.96
  1231:1                            代偿追偿权 subrogated claim                      0.00
  9007:pool:year:2026               年度限额 the year's limit                        0.00

bureau/clerk proposes run
bureau/approver releases run 5

# The others have theirs back the same way, held from 07-02 to 09-30, 90 days, and 69 days from 07-23: national
# 112,764.68 + 1,372.30, reguarantor 112,764.69 + 1,372.30, district 169,147.02 + 2,058.45.
orders of run 5
  clearing bank-a collect 399,479.44
  risk     bank-a collect  57,075.30

bureau/clerk records order 11: 399,479.44
bureau/clerk records order 12: 57,075.30

on 2026-10-09
bureau/clerk proposes run
bureau/approver releases run 6

# And on to those who had paid.
orders of run 6
  clearing district      pay 171,205.47
  clearing national      pay 114,136.98
  clearing reguarantor   pay 114,136.99

bureau/clerk records order 13: 171,205.47
bureau/clerk records order 14: 114,136.98
bureau/clerk records order 15: 114,136.99
refused wrong-state: bank-a/maker recovers 1.00 on claim 1

# The pool is whole and has its interest; the outlay of the year is undone, the interest is budget income.
balances
  1002.01                           专户 risk pool account                  65,000,692.96
  1002.09                           清算专户 clearing account                        0.00
  1218.03:bank-a:1                  应收追回款 clawback due from bank-a              0.00
  7201                              项目支出 programme outlay                        0.00
  6609                              其他预算收入 other budget income               692.96
