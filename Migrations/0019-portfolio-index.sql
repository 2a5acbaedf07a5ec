-- What a portfolio has filed is kept as a sum: its index need not carry amounts and states, so that a loan that ends stays on its
-- page. And no index but that of the bank's own numbers begins with the bank: where nothing is known of a table yet, the planner
-- took the portfolio's for a filing's namesakes, and read all loans of the bank for every record of a file.
drop index clearing.loan_portfolio;
create index loan_portfolio on clearing.loan (book_id, programme, bank);
