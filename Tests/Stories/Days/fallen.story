# 批准后、付款前本金下降 · The principal falls after approval and before payment

opened 2026-01-05, pool 65,000,000.00

on 2026-03-02
bank-a/maker files loan 1: 1,000,000.00 under yongchuan-guaranteed

on 2026-07-01
bank-a/maker reports loan 1: 1,000,000.00 left, interest paid to 2026-03-21, overdue since 2026-03-21, class 3
bank-a/maker claims loan 1
bureau/clerk admits claim 1
national/maker confirms claim 1
reguarantor/maker confirms claim 1
district/maker disputes claim 1: D05, accepts 200,000.00
bureau/clerk proposes claim 1
bureau/approver approves claim 1

# A tenth of 1,010,875.00 is the fund's; of the district's 303,262.50 what it accepts goes on.
balances
  2302:bank-a:1        应付补偿 payable                       101,087.50
  9006:district:1      应由区担保承担 due from the district   200,000.00
  9006:national:1      应由国担承担 due from the national     202,175.00
  9008:pool            在保余额 filed balance                       0.00

on 2026-07-02
bank-a/maker reports loan 1: 600,000.00 left, interest paid to 2026-03-21, overdue since 2026-03-21, class 3
refused nothing-due: bureau/clerk proposes run

# 600,000.00 × 0.0435 × 90 / 360 = 6,525.00; of 606,525.00 a fifth, a fifth, three tenths, a tenth; the bank has the rest.
shares of claim 1
  national       121,305.00
  reguarantor    121,305.00
  district       181,957.50
  fund            60,652.50
  bank           121,305.00

# The approval is gone without a trace; the claim is provided for at the fund's new share, and the loan counts with what is left.
balances
  2302:bank-a:1        应付补偿 payable                             0.00
  9006:district:1      应由区担保承担 due from the district         0.00
  9006:national:1      应由国担承担 due from the national           0.00
  2601:yongchuan-guaranteed   预计负债 provision               60,652.50
  9008:pool            在保余额 filed balance                 600,000.00

on 2026-07-03
refused old-revision: district/maker confirms claim 1
bank-a/maker reports loan 1: 0.00 left, interest paid to 2026-07-03

# Repaid before anything was paid: as if nothing had been claimed.
balances
  2601:yongchuan-guaranteed          预计负债 provision             0.00
  5001:yongchuan-guaranteed:bank-a   补偿费用 expense               0.00
  9005:yongchuan-guaranteed:bank-a   在途申请 claims under way      0.00
  9008:pool                          在保余额 filed balance         0.00
