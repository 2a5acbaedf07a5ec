# 同一借款人两家银行：单户限额先到先用 · One borrower, two banks: the borrower's cap is used in the order of admission

opened 2026-01-05, pool 65,000,000.00

on 2026-03-02
bank-a/maker files loan 1: 2,500,000.01 under yongchuan-credit
bank-b/maker files loan 2: 2,499,999.99 under yongchuan-credit
# 5,000,000.00 filed, which is all a borrower may have
refused F05: bank-b/maker files loan 3: 0.01 under yongchuan-credit

on 2026-07-01
bank-a/maker reports loan 1: 2,500,000.01 left, interest paid to 2026-03-21, overdue since 2026-03-21, class 3
bank-b/maker reports loan 2: 2,499,999.99 left, interest paid to 2026-03-21, overdue since 2026-03-21, class 3
bank-b/maker claims loan 2
bank-a/maker claims loan 1
bureau/clerk admits claim 2
bureau/clerk admits claim 1

# Claim 2, of bank-a, was admitted first: four fifths of 2,500,000.01, floored.
shares of claim 2
  fund   2,000,000.00
  bank     500,000.01

# Four fifths of 2,499,999.99 are 1,999,999.99; 1,000,000.00 of the cap of 3,000,000.00 are left, the rest is bank-b's.
shares of claim 1
  fund   1,000,000.00
  bank   1,499,999.99

# The cap is used up.
balances
  9007:yongchuan-credit:borrower:91500118MA1000001R    单户限额 borrower's cap    3,000,000.00
  9007:yongchuan-credit:bank:bank-a-2026               银行限额 bank-a's year     2,000,000.00
  9007:yongchuan-credit:bank:bank-b-2026               银行限额 bank-b's year     1,000,000.00
