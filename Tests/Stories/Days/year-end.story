# 年终结转与结账 · A year is carried forward and closed, opened again for one late paper, and closed for good

opened 2025-01-06, pool 1,000,000.00

on 2025-03-03
bureau/clerk receives 50,000.00 from district for subsidy, voucher S-1
bureau/clerk receives 70,000.00 from city for risk, voucher V-2

# The second voucher was booked twice over: 7,000.00 had come. The wrong entry is undone by its mirror image, once.
on 2025-03-10
bureau/clerk proposes to reverse entry 3
bureau/approver approves to reverse entry 3
refused already-exists: bureau/clerk proposes to reverse entry 3
bureau/clerk receives 7,000.00 from city for risk, voucher V-2A

on 2025-11-03
bank-a/maker files loan 1: 100,000.00 under yongchuan-credit for borrower 1
bank-a/maker reports loan 1: 100,000.00 left, interest paid to 2025-11-03, class 3
bank-a/maker claims loan 1
bureau/clerk admits claim 1
bureau/clerk proposes claim 1
bureau/approver approves claim 1
bureau/clerk proposes run
bureau/approver releases run 1
bureau/clerk records order 1: 80,000.00
bureau/clerk records interest 1,234.56 for risk, voucher I-1
bureau/clerk proposes transfer plan-1: 10,000.00 from subsidy to risk
bureau/approver approves transfer plan-1

# Paid in 1,000,000.00 by the district, and 10,000.00 moved here; 7,000.00 by the city. The fund paid four fifths of the loss.
balances
  3101.02                        市级本金 city                    7,000.00
  3101.03                        区县本金 district            1,010,000.00
  3102:district                  贴息专项 subsidies              40,000.00
  5001:yongchuan-credit:bank-a   补偿费用 expense                80,000.00
  4604:risk                      利息 interest                    1,234.56
  1002.01                        专户 risk pool account         938,234.56
  1002.02                        贴息专户 subsidy account        40,000.00

on 2026-01-05
refused date-implausible: bureau/clerk carries 2026 forward
refused not-closable: bureau/clerk proposes to close the books until 2025-12-31
bureau/clerk carries 2025 forward
bureau/clerk carries 2025 forward

# Interest joins the principal. The 80,000.00 are borne by what each source has paid in, 7,000.00 to 1,010,000.00: 550.639… and
# 79,449.360…; the odd fen goes to the larger fraction, the city's. Budget: 1,057,000.00 in, 1,234.56 other, 80,000.00 out.
balances
  3101.02                        市级本金 city                    6,449.36
  3101.03                        区县本金 district              930,550.64
  3101.08                        利息滚存 interest kept           1,234.56
  5001:yongchuan-credit:bank-a   补偿费用 expense                     0.00
  4604:risk                      利息 interest                        0.00
  3301                           本期盈余 result                      0.00
  6001                           预算收入 budget income               0.00
  7201                           项目支出 outlay                      0.00
  8101                           结转 carried over              978,234.56

# Nothing is dated into a closed year, and what was carried forward stays carried forward.
bureau/clerk proposes to close the books until 2025-12-31
bureau/approver approves to close the books until 2025-12-31
refused period-closed: bureau/clerk records interest 10.00 for risk, voucher I-2, credited on 2025-12-21
refused period-closed: bureau/clerk proposes to close the books until 2025-12-31
bureau/clerk carries 2025 forward

# The bank sends a December slip after all: the month is opened again by two people, the slip booked, and what it adds is
# carried forward too before the year is closed again.
bureau/clerk proposes to reopen the books until 2025-11-30
bureau/approver approves to reopen the books
bureau/clerk records interest 10.00 for risk, voucher I-3, credited on 2025-12-21
refused not-closable: bureau/clerk proposes to close the books until 2025-12-31
bureau/clerk carries 2025 forward
bureau/clerk proposes to close the books until 2025-12-31
bureau/approver approves to close the books until 2025-12-31

# 1,234.56 and 10.00 of interest kept; 978,234.56 and 10.00 of budget carried over. Nothing is left of the year.
balances
  3101.02                        市级本金 city                    6,449.36
  3101.03                        区县本金 district              930,550.64
  3101.08                        利息滚存 interest kept           1,244.56
  4604:risk                      利息 interest                        0.00
  3301                           本期盈余 result                      0.00
  6609                           其他预算收入 other budget income     0.00
  8101                           结转 carried over              978,244.56
  1002.01                        专户 risk pool account         938,244.56
