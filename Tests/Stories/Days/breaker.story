# 熔断：新增备案暂停，双人决定后恢复 · The breaker: filings are suspended, two people let them go on

opened 2026-01-05, pool 65,000,000.00

on 2026-03-02
bureau/clerk proposes terms small: fund 80, bank 20; breaker 0.03 and 0.05
bureau/approver adopts terms small 1
bank-a/maker files loan 1: 970,000.00 under small for borrower 3
bank-a/maker files loan 2: 30,000.00 under small for borrower 4
bank-a/maker files loan 3: 24,000.00 under small for borrower 5
bank-b/maker files loan 4: 10,000.00 under small for borrower 6

# bank-a has filed 1,024,000.00 under the programme; the fund bears four fifths.
balances
  9001:small:bank-a     备案敞口 exposure in force       819,200.00
  9008:bank:bank-a      银行额度 bank-a's capacity     1,024,000.00

on 2026-07-01
bank-a/maker reports loan 2: 30,000.00 left, interest paid to 2026-03-21, overdue since 2026-03-21, class 3
bank-a/maker claims loan 2
bureau/clerk admits claim 1
bureau/clerk proposes claim 1
bureau/approver approves claim 1

# 30,000.00 of 1,024,000.00 are 2.93 %: nobody is warned, and filings go on.
shares of claim 1
  fund    24,000.00
  bank     6,000.00
bank-a/maker files loan 5: 1,000.00 under small for borrower 1

bank-a/maker reports loan 3: 24,000.00 left, interest paid to 2026-03-21, overdue since 2026-03-21, class 3
bank-a/maker claims loan 3
bureau/clerk admits claim 2
bureau/clerk proposes claim 2
bureau/approver approves claim 2

# 54,000.00 of 1,025,000.00 are 5.27 %: bank-a files nothing new under this programme, whatever else goes on.
balances
  5001:small:bank-a     补偿费用 compensation expense     43,200.00
  9001:small:bank-a     备案敞口 exposure in force       776,800.00
refused F06: bank-a/maker files loan 6: 1,000.00 under small for borrower 1
bank-b/maker files loan 6: 1,000.00 under small for borrower 1
bank-a/maker files loan 7: 1,000.00 under yongchuan-enhanced for borrower 3

on 2026-07-02
bank-a/maker reports loan 1: 900,000.00 left, interest paid to 2026-07-01
refused nothing-proposed: bureau/approver approves resumption of bank-a under small
refused wrong-state: bureau/clerk proposes resumption of bank-b under small
bureau/both proposes resumption of bank-a under small
refused four-eyes: bureau/both approves resumption of bank-a under small
refused F06: bank-a/maker files loan 8: 1,000.00 under small for borrower 1
bureau/approver approves resumption of bank-a under small
bank-a/maker files loan 8: 1,000.00 under small for borrower 1

# bank-a: four fifths of 900,000.00, of 1,000.00 and of 1,000.00. bank-b: of 10,000.00 and of 1,000.00.
balances
  9001:small:bank-a     备案敞口 exposure in force       721,600.00
  9001:small:bank-b     备案敞口 exposure of bank-b        8,800.00
