# 首年暂付、年末清算 · A first year's provisional cover, trued up when the year is over

opened 2025-01-06, pool 65,000,000.00

on 2025-01-06
bureau/clerk proposes terms small: fund 80, bank 20; rate 0.03
bureau/approver adopts terms small 1
bank-a/maker files loan 1: 3,000,000.00 under small for borrower 1
bank-a/maker files loan 2: 369,500.00 under small for borrower 2

on 2025-02-10
bank-a/maker files loan 3: 62,500.00 under small for borrower 3
bank-a/maker reports loan 3: 62,500.00 left, interest paid to 2025-02-10, class 3
bank-a/maker claims loan 3
bureau/clerk admits claim 1
bureau/clerk proposes claim 1
bureau/approver approves claim 1
bureau/clerk proposes run
bureau/approver releases run 1
bureau/clerk records order 1: 50,000.00

on 2025-03-10
bank-a/maker files loan 4: 68,750.00 under small for borrower 4
bank-a/maker reports loan 4: 68,750.00 left, interest paid to 2025-03-10, class 3
bank-a/maker claims loan 4
bureau/clerk admits claim 2
bureau/clerk proposes claim 2
bureau/approver approves claim 2
bureau/clerk proposes run
bureau/approver releases run 2
bureau/clerk records order 2: 55,000.00

# Nothing was released yet, so the cap of three per cent lowered nobody's share: 50,000.00 and 55,000.00 are provisional.
balances
  9007:small:rate:bank-a-2025    已用限额 taken of the cap       105,000.00
  1002.01                        专户 risk pool account       64,895,000.00
  1231:2                         代偿追偿权 subrogated claim      55,000.00

on 2025-07-25
bank-a/maker reports loan 2: 0.00 left, interest paid to 2025-07-25
refused date-implausible: bureau/clerk proposes true-up of bank-a under small for 2025

on 2025-11-02
bank-a/maker reports loan 1: 0.00 left, interest paid to 2025-11-02

on 2026-01-05
bureau/both proposes true-up of bank-a under small for 2025
refused four-eyes: bureau/both approves true-up of bank-a under small for 2025
bureau/approver approves true-up of bank-a under small for 2025

# 0.03 × 0.8 × (3,000,000.00 × 300 + 369,500.00 × 200) ÷ 365 = 64,037.26, floored: 40,962.74 go back, all of the latest payment.
balances
  1218.03:bank-a:2               应收退回 due back from bank-a     40,962.74
  1231:2                         代偿追偿权 subrogated claim      14,037.26
  1231:1                         代偿追偿权 subrogated claim      50,000.00
  9007:small:rate:bank-a-2025    已用限额 taken of the cap        64,037.26
shares of claim 2
  fund    14,037.26
  bank    54,712.74

bureau/clerk proposes run
bureau/approver releases run 3
bureau/clerk records order 3: 40,962.74
refused nothing-due: bureau/clerk proposes true-up of bank-a under small for 2025

# 65,000,000.00 less 64,037.26.
balances
  1002.01                        专户 risk pool account       64,935,962.74
  1218.03:bank-a:2               应收退回 due back from bank-a          0.00
