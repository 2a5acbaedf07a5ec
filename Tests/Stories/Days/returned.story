# 退回补正，重报后撤回，再次申请 · Sent back, filed anew, withdrawn, and claimed once more

opened 2026-01-05, pool 65,000,000.00

on 2026-03-02
bank-a/maker files loan 1: 1,000,000.00 under yongchuan-guaranteed

on 2026-07-01
bank-a/maker reports loan 1: 1,000,000.00 left, interest paid to 2026-03-21, overdue since 2026-03-21, class 3
bank-a/maker claims loan 1
bureau/clerk admits claim 1

# Interest for 90 days: 1,000,000.00 × 0.0435 × 90 / 360 = 10,875.00; a tenth of 1,010,875.00 is the fund's.
balances
  2601:yongchuan-guaranteed          预计负债 provision             101,087.50
  9005:yongchuan-guaranteed:bank-a   在途申请 claims under way    1,010,875.00
  9007:yongchuan-guaranteed:household:91500118MA1000001R   单户限额 household   808,700.00

on 2026-07-02
district/maker confirms claim 1
bureau/clerk returns claim 1: C03
refused wrong-state: national/maker confirms claim 1

# Back at its bank the claim takes of no cap; it is provided for all the same.
balances
  2601:yongchuan-guaranteed          预计负债 provision             101,087.50
  9007:yongchuan-guaranteed:household:91500118MA1000001R   单户限额 household         0.00

on 2026-07-06
bank-a/maker refiles claim 1 on loan 1, revision 1
bureau/clerk admits claim 1
refused old-revision: national/maker confirms claim 1
national/maker confirms claim 1, revision 2
refused old-revision: district/maker confirms claim 1

# The same amounts, frozen anew; what the district said to the first revision does not count for the second.
shares of claim 1
  national       202,175.00
  reguarantor    202,175.00
  district       303,262.50
  fund           101,087.50
  bank           202,175.00

on 2026-07-07
bank-a/maker withdraws claim 1
refused wrong-state: district/maker confirms claim 1, revision 2

# No trace in money: provision, claims under way and caps are as if nothing had been claimed.
balances
  2601:yongchuan-guaranteed          预计负债 provision                   0.00
  5001:yongchuan-guaranteed:bank-a   补偿费用 expense                     0.00
  9005:yongchuan-guaranteed:bank-a   在途申请 claims under way            0.00
  9007:yongchuan-guaranteed:household:91500118MA1000001R   单户限额 household         0.00

bank-a/maker claims loan 1
bureau/clerk rejects claim 2: C08
refused wrong-state: bureau/clerk admits claim 2
bank-a/maker claims loan 1
bureau/clerk admits claim 3

# The third claim stands where the first stood.
balances
  2601:yongchuan-guaranteed          预计负债 provision             101,087.50
  9007:yongchuan-guaranteed:household:91500118MA1000001R   单户限额 household   808,700.00
