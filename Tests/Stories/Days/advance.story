# 基金先行代付，其他分担方随后归还 · The fund pays the bank for all, the others return it

opened 2026-01-05, pool 65,000,000.00

on 2026-01-06
bureau/clerk proposes terms bridged: fund 20, district 20, reguarantor 40, bank 20; advance fund
bureau/approver adopts terms bridged 1

on 2026-03-02
bank-a/maker files loan 1: 4,000,000.15 under bridged

on 2026-07-01
bank-a/maker reports loan 1: 4,000,000.15 left, interest paid to 2026-03-02, overdue since 2026-03-21, class 3
bank-a/maker claims loan 1
bureau/clerk admits claim 1

# Principal only. Exact parts: 800,000.03 / 800,000.03 / 1,600,000.06 / 800,000.03: nothing is left over.
shares of claim 1
  fund           800,000.03
  district       800,000.03
  reguarantor  1,600,000.06
  bank           800,000.03

district/maker confirms claim 1
reguarantor/maker confirms claim 1
bureau/clerk proposes claim 1
bureau/approver approves claim 1
bureau/clerk proposes run
bureau/approver releases run 1
bureau/second releases run 1

# One payment of the fund's own share and of both advances: 800,000.03 + 800,000.03 + 1,600,000.06.
orders of run 1
  risk bank-a pay 3,200,000.12

bureau/clerk records order 1: 3,200,000.12

# What was paid for the others is owed by them, to the same fen; the fund's own share is its right against the borrower.
balances
  1218.01:district:1                先行代付 advance for the district         800,000.03
  1218.01:reguarantor:1             先行代付 advance for the reguarantor    1,600,000.06
  1231:1                            代偿追偿权 subrogated claim               800,000.03
  9006:reguarantor:1                其他分担方应付 share due                        0.00

on 2026-07-02
bureau/clerk proposes run
bureau/approver releases run 2

# Each returns its own.
orders of run 2
  risk district     collect   800,000.03
  risk reguarantor  collect 1,600,000.06

bureau/clerk records order 2: 800,000.03
bureau/clerk records order 3: 1,600,000.06

# Only the fund's own share is gone.
balances
  1002.01                           专户 risk pool account                 64,199,999.97
  1218.01:district:1                先行代付 advance for the district               0.00
  7201                              项目支出 programme outlay                 800,000.03
