# 备案占用额度，还款释放额度 · A filing takes up capacity, repayment frees it

opened 2026-01-05, pool 65,000,000.00

on 2026-03-02
bank-a/maker files loan 1: 1,234,567.89 under yongchuan-guaranteed for borrower 1
bank-b/maker files loan 2: 500,000.01 under yongchuan-credit for borrower 2
refused F01: bank-a/maker files loan 1: 1,234,567.89 under yongchuan-guaranteed for borrower 1
refused F08: bank-a/maker files loan 3: 1.00 under yongchuan-gold
refused role-missing: bureau/clerk files loan 3: 1.00 under yongchuan-credit

# The fund's tenth of 1,234,567.89 is 123,456.789, floored; its four fifths of 500,000.01 are 400,000.008, floored.
balances
  9001:yongchuan-guaranteed:bank-a    备案敞口 exposure, guaranteed      123,456.78
  9001:yongchuan-credit:bank-b        备案敞口 exposure, credit          400,000.00
  9008:pool                           额度占用 capacity, pool          1,734,567.90
  9008:borrower:91500118MA1000001R    额度占用 borrower 1              1,234,567.89
  1002.01                             专户 risk pool account          65,000,000.00

on 2026-05-29
bank-a/maker reports loan 1: 1,000,000.00 left, interest paid to 2026-05-21
bank-b/maker reports loan 2: 0.00 left, interest paid to 2026-05-29
refused unknown-loan: bank-b/maker reports loan 1: 0.00 left, interest paid to 2026-05-29
on 2026-05-30
refused balance-rises: bank-a/maker reports loan 1: 1,000,000.01 left, interest paid to 2026-05-21

# A tenth of what is left; loan 2 is released.
balances
  9001:yongchuan-guaranteed:bank-a    备案敞口 exposure, guaranteed      100,000.00
  9001:yongchuan-credit:bank-b        备案敞口 exposure, credit                0.00
  9008:pool                           额度占用 capacity, pool          1,000,000.00

bureau/clerk receives 5,000,000.00 from city for risk, voucher V-2
refused already-exists: bureau/clerk receives 5,000,000.00 from city for risk, voucher V-2

# 65,000,000.00 from the district and 5,000,000.00 from the city.
balances
  1002.01      专户 risk pool account      70,000,000.00
  3101.02      本金 principal, city         5,000,000.00
  3101.03      本金 principal, district    65,000,000.00
  8001         资金结存 budget cash         70,000,000.00
