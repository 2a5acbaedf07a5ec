# 一方异议，财政局裁定，余额归银行 · One bearer disputes, the bureau resolves, the rest is the bank's

opened 2026-01-05, pool 65,000,000.00

on 2026-03-02
bank-a/maker files loan 1: 2,000,000.00 under yongchuan-guaranteed

on 2026-07-01
bank-a/maker reports loan 1: 2,000,000.00 left, interest paid to 2026-03-21, overdue since 2026-03-21, class 3
bank-a/maker claims loan 1
bureau/clerk admits claim 1

# Interest for 90 of 102 days: 2,000,000.00 × 0.0435 × 90 / 360 = 21,750.00. Of 2,021,750.00 a fifth is 404,350.00.
shares of claim 1
  national       404,350.00
  reguarantor    404,350.00
  district       606,525.00
  fund           202,175.00
  bank           404,350.00

# All public bearers together count under the household's cap and the bank's rate.
balances
  9007:yongchuan-guaranteed:household:91500118MA1000001R    单户限额 household        1,617,400.00
  9007:yongchuan-guaranteed:rate:bank-a-2026                代偿率限额 rate           1,617,400.00
  9007:pool:year:2026                                       年度限额 year               202,175.00

on 2026-07-02
national/maker confirms claim 1
reguarantor/maker confirms claim 1
refused above-share: district/maker disputes claim 1: D05, accepts 606,525.00
district/maker disputes claim 1: D05, accepts 500,000.00
refused already-answered: district/maker confirms claim 1
refused above-share: bureau/clerk resolves district of claim 1: 499,999.99
refused not-disputed: bureau/clerk resolves national of claim 1: 1.00
bureau/clerk resolves district of claim 1: 550,000.00

# 606,525.00 less 550,000.00 are 56,525.00: to the bank.
shares of claim 1
  national       404,350.00
  reguarantor    404,350.00
  district       550,000.00
  fund           202,175.00
  bank           460,875.00

# The same 56,525.00 are free again under the caps the district is on; the year is the fund's alone.
balances
  9007:yongchuan-guaranteed:household:91500118MA1000001R    单户限额 household        1,560,875.00
  9007:yongchuan-guaranteed:rate:bank-a-2026                代偿率限额 rate           1,560,875.00
  9007:pool:year:2026                                       年度限额 year               202,175.00

bureau/clerk proposes claim 1
bureau/approver approves claim 1

# Every other bearer owes its own share; the fund owes 202,175.00.
balances
  9006:district:1       应由区担保承担 due from the district     550,000.00
  9006:national:1       应由国担承担 due from the national        404,350.00
  9006:reguarantor:1    应由再担保承担 due from the reguarantor    404,350.00
  2302:bank-a:1         应付补偿 payable                          202,175.00
