# 担保费补贴：半年测算、支付给担保机构，提前还款后收回多付部分 · Rebates of guarantee fees, and what an early repayment gives back

opened 2026-01-05, pool 65,000,000.00

bureau/clerk receives 1,000,000.00 from district for rebate, voucher R-1
bureau/clerk proposes subsidy fee-rebate, budget 100,000.00
refused role-missing: bureau/clerk adopts subsidy fee-rebate 1
bureau/approver adopts subsidy fee-rebate 1

on 2026-01-12
bank-a/maker files guaranteed loan 1, fee 0.01: 365,000.00

on 2026-03-02
bank-b/maker files guaranteed loan 2, fee 0.01: 730,000.00 for borrower 2

on 2026-07-02
refused period-unfit: bureau/clerk draws up fee-rebate for 2026-Q1
bureau/both draws up fee-rebate for 2026-H1
refused four-eyes: bureau/both approves subsidy run 1
bureau/approver approves subsidy run 1

# Half of the 1 % fee for 170 and for 121 days: 850.00 and 1,210.00, through the district guarantor.
balances
  5003:fee-rebate           担保费补贴费用 fee-rebate expense        2,060.00
  2304:district:fee-rebate  应付担保费补贴 payable to the guarantor  2,060.00
  9004:fee-rebate:2026      年度预算占用 taken of the year's budget  2,060.00

bureau/clerk proposes run
bureau/approver releases run 1

# A category of its own: fee rebates are never set against interest subsidies or losses.
orders of run 1
  rebate district pay 2,060.00

bureau/clerk records order 1: 2,060.00

# The guarantor has it, from the fee-rebate account; the outlay is the budgetary book's too.
balances
  1002.03                   担保费补贴专户 fee-rebate account        997,940.00
  2304:district:fee-rebate  应付担保费补贴 payable to the guarantor        0.00
  7201                      项目支出 programme outlay                  2,060.00

# Loan 1 had been overdue since 06-12, and so at the end of the half year; the bank says so after the approval. The half year is
# drawn up again for the difference alone.
on 2026-07-03
bank-a/maker reports loan 1: 365,000.00 left, interest paid to 2026-06-12, overdue since 2026-06-12
bureau/clerk draws up fee-rebate for 2026-H1
bureau/approver approves subsidy run 2

# What loan 1 had got, 850.00, is owed back by the guarantor and free in the year's budget.
balances
  5003:fee-rebate              担保费补贴费用 fee-rebate expense        1,210.00
  1218.03:district:fee-rebate  应收追回款 due back from the guarantor     850.00
  9004:fee-rebate:2026         年度预算占用 taken of the year's budget  1,210.00

bureau/clerk proposes run
bureau/approver releases run 2

# A collection of this money alone.
orders of run 2
  rebate district collect 850.00

bureau/clerk records order 2: 850.00

# What came back is in the special account again.
balances
  1002.03                      担保费补贴专户 fee-rebate account        998,790.00
  1218.03:district:fee-rebate  应收追回款 due back from the guarantor         0.00
