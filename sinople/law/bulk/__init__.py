"""Many sheets under one table at once, in NumPy columns: an estimate in floats that names the sheets which exact decimals have to decide."""

from sinople.law.bulk.columns import Columns, columns_of, unpacked
from sinople.law.bulk.totals import Totals, score_columns, unsuited

__all__ = ["Columns", "Totals", "columns_of", "score_columns", "unpacked", "unsuited"]
