"""Trade files -> tables of flows.

A stage of its own beside ``read``: that turns bytes into documents, which have words to quote; a trade file
has none. Nothing of it enters the ledger: it is brought to a question (``dragoman avenues --trade``), read
for it and forgotten, so that an answer says which files its figures are from, and the ledger stays a function
of documents and decisions. It knows the gazetteer (whose code is 842?) and nothing of the stages below.

``formats`` tells a file's kind by its header, ``files`` opens and unpacks, ``rows`` makes every row a flow or
says why it is none, ``tables`` holds what was found: totals of every year, and products of one.
"""

from dragoman.trade.coverage import FileCoverage, Left, Refused, TradeCoverage
from dragoman.trade.tables import Products, Trade, read_trade

__all__ = ["FileCoverage", "Left", "Products", "Refused", "Trade", "TradeCoverage", "read_trade"]
