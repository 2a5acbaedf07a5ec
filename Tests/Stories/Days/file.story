# 批量备案、更正、续贷、展期、解保 · A file of filings, its corrections, a renewal, an extension, releases

opened 2026-01-05, pool 65,000,000.00

on 2026-03-02
bank-a/maker sends filings 1 under yongchuan-guaranteed: loan 1 400,000.00; loan 2 600,000.00 for borrower 2; loan 3 500,000.00 for borrower 3; loan 3 1.00
refused batch-changed: bank-a/maker sends filings 1 under yongchuan-guaranteed: loan 1 400,000.01

# Up to 500,000.00 a filing of a file is accepted at once (见贷即保); above that it waits; the fourth bears the third's number.
outcomes of file 1
  record 1  accepted 1
  record 2  pending 2
  record 3  accepted 3
  record 4  rejected F01 /note_number

# 400,000.00 and 500,000.00, a tenth of it the fund's. What waits takes no room.
balances
  9001:yongchuan-guaranteed:bank-a    备案敞口 exposure      90,000.00
  9008:pool                           额度占用 capacity     900,000.00
  9008:borrower:91500118MA1000002W    额度占用 borrower 2            –

refused role-missing: bureau/clerk accepts loan 2
district/maker accepts loan 2
bureau/clerk accepts loan 2

# The guarantor's word, then the bureau's: 600,000.00 more.
balances
  9001:yongchuan-guaranteed:bank-a    备案敞口 exposure     150,000.00
  9008:pool                           额度占用 capacity   1,500,000.00
  9008:borrower:91500118MA1000002W    额度占用 borrower 2   600,000.00

on 2026-03-04
bank-a/maker sends filings 2 under yongchuan-guaranteed: loan 4 450,000.00 replacing loan 1; loan 5 9,550,000.01 for borrower 3; loan 6 700,000.00 for borrower 1

# Loan 1 is out, its correction in; the others wait, one of them for more than its borrower may have.
outcomes of file 2
  record 1  accepted 4
  record 2  pending 5
  record 3  pending 6

district/maker accepts filings 2
bureau/clerk accepts filings 2
refused unknown-loan: district/maker declines loan 1
bureau/clerk declines loan 5

# Loans 2, 3, 4 and 6: 600,000.00 + 500,000.00 + 450,000.00 + 700,000.00. With 9,550,000.01 more, borrower 3 would have had more
# than 10,000,000.00: loan 5 stayed pending and was given back.
balances
  9001:yongchuan-guaranteed:bank-a    备案敞口 exposure       225,000.00
  9008:pool                           额度占用 capacity     2,250,000.00
  9008:borrower:91500118MA10000030    额度占用 borrower 3     500,000.00

on 2026-06-01
bank-a/maker sends balances 1: loan 2 300,000.00; loan 3 0.00; loan 4 450,000.00; loan 1 0.00

# Loan 3 is released (解保); loan 1 was replaced and is not reported on any more.
outcomes of file 3
  record 1  accepted 2
  record 2  accepted 3
  record 3  accepted 4
  record 4  rejected wrong-state

# 300,000.00 + 450,000.00 + 700,000.00.
balances
  9001:yongchuan-guaranteed:bank-a    备案敞口 exposure       145,000.00
  9008:pool                           额度占用 capacity     1,450,000.00
  9008:borrower:91500118MA10000030    额度占用 borrower 3           0.00

on 2026-09-01
refused balance-rises: bank-a/maker renews loan 2 under yongchuan-guaranteed by loan 7 300,000.01 for borrower 2
bank-a/maker renews loan 2 under yongchuan-guaranteed by loan 7 300,000.00 for borrower 2
refused wrong-state: bank-a/maker reports loan 2: 0.00 left, interest paid to 2026-09-01
bank-a/maker extends loan 7 to 2027-12-01
district/maker proposes cover of loan 7
refused four-eyes: district/maker agrees to cover loan 7
district/checker agrees to cover loan 7

# Loan 7 stands in loan 2's place on the same day: nothing is missing and nothing is there twice.
balances
  9001:yongchuan-guaranteed:bank-a    备案敞口 exposure       145,000.00
  9008:pool                           额度占用 capacity     1,450,000.00
  9008:borrower:91500118MA1000002W    额度占用 borrower 2     300,000.00

on 2026-11-30
bank-a/maker sends balances 2: loan 4 0.00; loan 6 0.00; loan 7 0.00

# All is repaid.
balances
  9001:yongchuan-guaranteed:bank-a    备案敞口 exposure             0.00
  9008:pool                           额度占用 capacity             0.00
  9108                                额度对方 its other side       0.00
