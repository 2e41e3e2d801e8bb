"""Values of numpy and pandas end in an error of the library, or are what it takes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd

from tests.foreign_values import find_raw_errors

VALUES = (
    *(np.array([1, 2]), np.array(["a", "b"]), np.array([]), np.float64(1.5), np.int64(3), np.str_("a")),
    *(np.bool_(True), np.datetime64("2024-03-04"), np.datetime64("NaT"), pd.NaT, pd.NA),
    *(pd.Timestamp("2024-03-04"), pd.Timestamp("2024-03-04", tz="Asia/Seoul"), pd.Period("2024-03")),
    *(pd.Series([1, 2]), pd.DataFrame({"a": [1]}), pd.Interval(1, 2), pd.Timedelta("1D")),
)


def test_missing_values_and_arrays_end_in_an_error_of_the_library(tmp_path: Path) -> None:
    assert find_raw_errors(VALUES, tmp_path) == []
