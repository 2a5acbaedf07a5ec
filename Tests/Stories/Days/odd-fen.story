# 谁也不退回一分钱 · Nobody ever gives a fen back

opened 2026-01-05, pool 1,000.00

on 2026-03-02
bureau/clerk proposes terms pennies: fund 45, district 40, bank 15
bureau/approver adopts terms pennies 1
bank-a/maker files loan 1: 1.00 under pennies
bank-a/maker reports loan 1: 1.00 left, interest paid to 2026-03-02, class 3
bank-a/maker claims loan 1
bureau/clerk admits claim 1
district/maker confirms claim 1
bureau/clerk proposes claim 1
bureau/approver approves claim 1
bureau/clerk proposes run
bureau/approver releases run 1
bureau/clerk records order 1: 0.40
bureau/clerk records order 2: 0.45

bank-a/maker recovers 0.03 on claim 1

# Three fen over 45 : 40 : 15 are 1.35, 1.20, 0.45: one each, the last by the largest fraction.
balances
  1218.02:bank-a:1    应收追偿款 recovery due from bank-a    0.01
  1231:1              代偿追偿权 subrogated claim            0.44

bank-a/maker recovers 0.01 on claim 1

# Four fen in all would be 1.80, 1.60, 0.60. The bank, which has one, keeps it: the new fen is the fund's, who is owed most.
balances
  1218.02:bank-a:1    应收追偿款 recovery due from bank-a    0.02
  1231:1              代偿追偿权 subrogated claim            0.43
