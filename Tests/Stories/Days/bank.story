# 银行对账：来款、退汇与待查 · What the bank says: money in parts, money sent back, money nobody knows

opened 2026-01-05, pool 65,000,000.00

on 2026-03-02
office/admin registers account clearing
bank-a/maker files loan 1: 10,000.03 under yongchuan-guaranteed

on 2026-07-01
bank-a/maker reports loan 1: 10,000.03 left, interest paid to 2026-07-01, overdue since 2026-03-21, class 3
bank-a/maker claims loan 1
bureau/clerk admits claim 1
national/maker confirms claim 1
reguarantor/maker confirms claim 1
district/maker confirms claim 1
bureau/clerk proposes claim 1
bureau/approver approves claim 1
bureau/clerk proposes run
bureau/approver releases run 1

# Nothing of interest: a fifth of 10,000.03 is 2,000.006, three tenths 3,000.009, each floored.
orders of run 1
  clearing district      collect 3,000.00
  clearing national      collect 2,000.00
  clearing reguarantor   collect 2,000.00
  risk     bank-a        pay     1,000.00

# The district pays two thirds, the reguarantor all; 12.34 come from nobody knows whom.
bureau/clerk hears of clearing: 2,000.00 for R1-O1-clearing-district; 2,000.00 for R1-O3-clearing-reguarantor; 12.34

# 2,000.00 + 2,000.00 + 12.34 in the account, 4,000.00 of it to be passed on.
balances
  1002.09               清算专户 clearing account               4,012.34
  2305:bank-a:1         应转付银行 to be passed on to bank-a    4,000.00
  2307.09               待查 unidentified                          12.34
  9006:district:1       应由区担保承担 due from the district    1,000.00

on 2026-07-02
bureau/clerk proposes run
bureau/approver releases run 2
bureau/clerk hears of clearing: 4,000.00 out for R2-O5-clearing-bank-a; 1,000.00 for R1-O1-clearing-district

# The bank could not credit bank-a: account closed.
bureau/clerk hears of clearing: 4,000.00 back for R2-O5-clearing-bank-a

# 12.34 + 1,000.00 of the district + 4,000.00 that came back; 4,012.34 of it wait for somebody.
balances
  1002.09               清算专户 clearing account               5,012.34
  2307.09               待查 unidentified                       4,012.34
  2305:bank-a:1         应转付银行 to be passed on to bank-a    1,000.00
  9006:district:1       应由区担保承担 due from the district        0.00

bureau/clerk hears of clearing: 4,000.00 out for R2-O5.2-clearing-bank-a

# Paid anew under the second id; what nobody knows is still there.
balances
  1002.09               清算专户 clearing account               1,012.34
  2307.09               待查 unidentified                          12.34
