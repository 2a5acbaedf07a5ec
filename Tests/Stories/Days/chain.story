# 担保机构先行代付后逐级索偿 · A guarantor pays the bank for all and claims up the chain, each tier from the next

opened 2026-01-05, pool 65,000,000.00

on 2026-01-06
bureau/clerk proposes terms chained: national 20, reguarantor 20, district 30, fund 10, bank 20; advance district; chain reguarantor, national
bureau/approver adopts terms chained 1

on 2026-03-02
bank-a/maker files loan 1: 1,000,000.05 under chained

on 2026-07-01
bank-a/maker reports loan 1: 1,000,000.05 left, interest paid to 2026-03-02, overdue since 2026-03-21, class 3
bank-a/maker claims loan 1
bureau/clerk admits claim 1

# Principal only. Exact parts: 200,000.01 / 200,000.01 / 300,000.015 / 100,000.005 / 200,000.01: the odd fen is the bank's.
shares of claim 1
  national       200,000.01
  reguarantor    200,000.01
  district       300,000.01
  fund           100,000.00
  bank           200,000.02

# Who is claimed from up the chain is not asked by the bank.
refused wrong-state: national/maker confirms claim 1
district/maker confirms claim 1
bureau/clerk proposes claim 1
bureau/approver approves claim 1

# The guarantor has paid the bank for all: 200,000.01 + 200,000.01 + 300,000.01 + 100,000.00. The fund owes it its own part, the
# reguarantor its own and the national fund's, once it has been asked and has confirmed.
district/maker proves payment of claim 1: 800,000.03
district/maker claims claim 1 up the chain
reguarantor/maker confirms claim 1
bureau/clerk proposes run
bureau/approver releases run 1

# The fund's tenth, and what the reguarantor answers for: 200,000.01 of its own and 200,000.01 of the national fund's.
orders of run 1
  risk district        pay     100,000.00
  clearing reguarantor collect 400,000.02

bureau/clerk records order 1: 400,000.02
bureau/clerk records order 2: 100,000.00
refused chain-open: bank-a/maker recovers 1,000.00 on claim 1

# What came in lies in the clearing account, for the guarantor.
balances
  2305:district:1                   应转付 to be passed on                  400,000.02
  9006:reguarantor:1                其他分担方应付 share due                      0.00
  1231:1                            代偿追偿权 subrogated claim             100,000.00

# The reguarantor has paid, and claims from the national fund what is not its own.
on 2026-07-02
reguarantor/maker claims claim 1 up the chain
national/maker confirms claim 1
bureau/clerk proposes run
bureau/approver releases run 2

# To the guarantor goes what the reguarantor paid; the national fund pays its own share.
orders of run 2
  clearing district pay     400,000.02
  clearing national collect 200,000.01

bureau/clerk records order 3: 400,000.02
bureau/clerk records order 4: 200,000.01

on 2026-07-03
bureau/clerk proposes run
bureau/approver releases run 3

# And that goes on to the reguarantor, who had paid it.
orders of run 3
  clearing reguarantor pay  200,000.01

bureau/clerk records order 5: 200,000.01

# Everybody has borne its own share, to the frozen fen; nothing is left in the clearing account.
balances
  1002.09                           清算户 clearing account                     0.00
  2305:district:1                   应转付 to be passed on                      0.00
  2305:reguarantor:1                应转付 to be passed on                      0.00
  9006:national:1                   其他分担方应付 share due                      0.00

# Only now is it known who bore what, and a recovery is shared.
bank-a/maker recovers 1,000.00 on claim 1
