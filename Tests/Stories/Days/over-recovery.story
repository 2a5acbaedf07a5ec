# 追回超过全部损失：余额归借款人 · More comes back than was lost: the rest is the borrower's

opened 2026-01-05, pool 65,000,000.00

on 2026-03-02
bank-a/maker files loan 1: 100,000.01 under yongchuan-credit

on 2026-07-01
bank-a/maker reports loan 1: 100,000.01 left, interest paid to 2026-03-21, overdue since 2026-03-21, class 3
bank-a/maker claims loan 1, interest 1,234.56, penalty 100.00
bureau/clerk admits claim 1
bureau/clerk proposes claim 1
bureau/approver approves claim 1
bureau/clerk proposes run
bureau/approver releases run 1
bureau/clerk records order 1: 80,000.00

on 2026-07-06
bank-a/maker recovers 105,000.00 on claim 1, costs 500.00 of bank-a

# 105,000.00 − 500.00 of costs − 100,000.01 of principal − 1,234.56 of interest − 100.00 of penalty leave 3,165.43 for the
# borrower; they never touch the fund's books. The fund has its 80,000.00 back, and the claim is closed.
balances
  1218.02:bank-a:1                应收追偿款 recovery due from bank-a    80,000.00
  5001:yongchuan-credit:bank-a    补偿费用 compensation expense               0.00
  1231:1                          代偿追偿权 subrogated claim                 0.00
  9007:pool:year:2026             年度限额 the year's limit                   0.00

refused wrong-state: bank-a/maker recovers 1.00 on claim 1

on 2026-07-20
bureau/clerk proposes run
bureau/approver releases run 2
bureau/clerk records order 2: 80,000.00

# Ten working days later the pool is whole.
balances
  1002.01                         专户 risk pool account             65,000,000.00
  1218.02:bank-a:1                应收追偿款 recovery due from bank-a         0.00
