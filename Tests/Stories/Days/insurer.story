# 四方联动：保险限额用尽，余额由基金与银行八二分担 · Four parties: above the insurer's limit, fund and bank take over four to one

opened 2026-01-05, pool 65,000,000.00

on 2026-03-02
bank-a/maker files loan 1: 5,000,000.00 under yongchuan-insured for borrower 1
bank-a/maker files loan 2: 4,999,999.99 under yongchuan-insured for borrower 2
bank-a/maker files loan 3: 1,234,567.89 under yongchuan-insured for borrower 3

on 2026-07-01
bank-a/maker reports loan 1: 5,000,000.00 left, interest paid to 2026-03-21, overdue since 2026-03-21, class 3
bank-a/maker reports loan 2: 4,999,999.99 left, interest paid to 2026-03-21, overdue since 2026-03-21, class 3
bank-a/maker reports loan 3: 1,234,567.89 left, interest paid to 2026-03-21, overdue since 2026-03-21, class 3
bank-a/maker claims loan 1
bank-a/maker claims loan 2
bank-a/maker claims loan 3
bureau/clerk admits claim 1
bureau/clerk admits claim 2
bureau/clerk admits claim 3

# Two layers: the insurer has 30 per cent of 5,000,000.00, the others share the 3,500,000.00 left as 20 : 15 : 15 : 20.
shares of claim 1
  insurer      1,500,000.00
  district     1,000,000.00
  reguarantor    750,000.00
  fund           750,000.00
  bank         1,000,000.00

# A fen less to share: the insurer's layer is floored, so what is left is the same 3,500,000.00. The insurer is at 2,999,999.99.
shares of claim 2
  insurer      1,499,999.99
  district     1,000,000.00
  reguarantor    750,000.00
  fund           750,000.00
  bank         1,000,000.00

# The insurer's 30 per cent, 370,370.36, meet a limit with 0.01 left. The second layer is 864,197.53. Of the 370,370.35 over the
# limit the fund takes 296,296.28 on top of its 185,185.18, the bank 74,074.07 on top of its 246,913.59.
shares of claim 3
  insurer              0.01
  district       246,913.58
  reguarantor    185,185.18
  fund           481,481.46
  bank           320,987.66

# 1,500,000.00 + 1,499,999.99 + 0.01.
balances
  9007:yongchuan-insured:insurer:bank-a-2026    保险限额 the insurer's limit    3,000,000.00

insurer/maker confirms claim 1
insurer/maker confirms claim 2
insurer/maker confirms claim 3
district/maker confirms claim 1
district/maker confirms claim 2
district/maker confirms claim 3
reguarantor/maker confirms claim 1
reguarantor/maker confirms claim 2
reguarantor/maker confirms claim 3
refused unknown-claim: national/maker confirms claim 1
bureau/clerk proposes claim 1
bureau/clerk proposes claim 2
bureau/clerk proposes claim 3
bureau/approver approves claim 1
bureau/approver approves claim 2
bureau/approver approves claim 3
bureau/clerk proposes run
bureau/approver releases run 1
refused four-eyes: bureau/approver releases run 1
bureau/second releases run 1

# One order for each party: its shares of the three claims. The fund pays 750,000.00 + 750,000.00 + 481,481.46, above
# 1,000,000.00, so two release.
orders of run 1
  clearing district      collect 2,246,913.58
  clearing insurer       collect 3,000,000.00
  clearing reguarantor   collect 1,685,185.18
  risk     bank-a        pay     1,981,481.46

bureau/clerk records order 1: 2,246,913.58
bureau/clerk records order 2: 3,000,000.00
bureau/clerk records order 3: 1,685,185.18
bureau/clerk records order 4: 1,981,481.46

# The three that paid in: 6,932,098.76, to be passed on.
balances
  1002.01    专户 risk pool account      63,018,518.54
  1002.09    清算专户 clearing account     6,932,098.76
