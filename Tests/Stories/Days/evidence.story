# 缺文件不予受理，补附后受理 · No admission without the file the terms ask for

opened 2026-01-05, pool 65,000,000.00

on 2026-03-02
bureau/clerk proposes terms pilot: fund 80, bank 20; file loan-contract
bureau/approver adopts terms pilot 1
bank-a/maker files loan 1: 1,000,000.00 under pilot

on 2026-07-01
bank-a/maker reports loan 1: 1,000,000.00 left, interest paid to 2026-07-01, overdue since 2026-03-21, class 3
bank-a/maker claims loan 1
refused C03: bureau/clerk admits claim 1
refused role-missing: district/maker attaches loan-contract to claim 1
refused unknown-claim: bank-b/maker attaches loan-contract to claim 1
refused document-unknown: bank-a/maker attaches photo to claim 1

# Provided for since it was claimed, four fifths of 1,000,000.00; nothing is taken of a cap or owed yet.
balances
  2601:pilot          预计负债 provision             800,000.00
  9005:pilot:bank-a   在途申请 claims under way    1,000,000.00

bank-a/maker attaches loan-contract to claim 1
bureau/clerk admits claim 1

# No interest: it was paid to the day. Four parts in five are the fund's.
shares of claim 1
  fund    800,000.00
  bank    200,000.00

bureau/clerk proposes claim 1
bureau/approver approves claim 1

# What was provided for is owed to the bank.
balances
  2601:pilot          预计负债 provision                   0.00
  2302:bank-a:1       应付补偿款 payable             800,000.00
