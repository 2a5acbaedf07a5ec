# 年度限额递延，跨年优先支付 · What one year puts off, the next pays first

opened 2025-01-06, pool 1,000,000.00

on 2025-11-03
bank-a/maker files loan 1: 187,500.00 under yongchuan-credit for borrower 1
bank-b/maker files loan 2: 150,000.01 under yongchuan-credit for borrower 2
bank-a/maker reports loan 1: 187,500.00 left, interest paid to 2025-11-03, class 3
bank-b/maker reports loan 2: 150,000.01 left, interest paid to 2025-11-03, class 3
bank-a/maker claims loan 1
bank-b/maker claims loan 2
bureau/clerk admits claim 1
bureau/clerk admits claim 2

# A year pays a fifth of the opening pool; in the book's first year that is what was paid in: 200,000.00. Claim 1 takes
# four fifths of 187,500.00.
shares of claim 1
  fund   150,000.00
  bank    37,500.00

# Four fifths of 150,000.01 are 120,000.00; 50,000.00 are left of the year. The bank is owed the rest all the same.
shares of claim 2
  fund    50,000.00 + 70,000.00 put off
  bank    30,000.01

bureau/clerk proposes claim 1
bureau/clerk proposes claim 2
bureau/approver approves claim 1
bureau/approver approves claim 2
bureau/clerk proposes run
bureau/approver releases run 1

# The year pays what it has room for.
orders of run 1
  risk bank-a pay 150,000.00
  risk bank-b pay  50,000.00

bureau/clerk records order 1: 150,000.00
bureau/clerk records order 2: 50,000.00
on 2025-12-31
refused nothing-due: bureau/clerk proposes run

# 70,000.00 stay owed, and stand in line.
balances
  2302:bank-b:2              应付补偿 payable                      0.00
  2302.09:bank-b:2           递延补偿 deferred                70,000.00
  9007:pool:year:2025        2025 年限额 the limit of 2025    200,000.00
  9007:pool:year:deferred    递延排队 in line                 70,000.00
  1002.01                    专户 risk pool account          800,000.00

on 2026-01-05
bank-a/maker files loan 3: 250,000.00 under yongchuan-credit for borrower 3
bank-a/maker reports loan 3: 250,000.00 left, interest paid to 2026-01-05, class 3
bank-a/maker claims loan 3
bureau/clerk admits claim 3

# The principal is 1,000,000.00 until the year is closed, so the new year pays 200,000.00 again; 70,000.00 of them are spoken for.
# Of the fund's 200,000.00 for claim 3, 130,000.00 find room.
shares of claim 3
  fund   130,000.00 + 70,000.00 put off
  bank    50,000.00

bureau/clerk proposes claim 3
bureau/approver approves claim 3
bureau/clerk proposes run
bureau/approver releases run 2

# The older debt is paid beside the newer.
orders of run 2
  risk bank-a pay 130,000.00
  risk bank-b pay  70,000.00

bureau/clerk records order 3: 130,000.00
bureau/clerk records order 4: 70,000.00

# Each year 200,000.00; the rest of claim 3 waits for 2027.
balances
  2302.09:bank-b:2           递延补偿 deferred, claim 2            0.00
  2302.09:bank-a:3           递延补偿 deferred, claim 3       70,000.00
  9007:pool:year:2025        2025 年限额 the limit of 2025    200,000.00
  9007:pool:year:2026        2026 年限额 the limit of 2026    200,000.00
  9007:pool:year:deferred    递延排队 in line                 70,000.00
  1002.01                    专户 risk pool account          600,000.00
