"""The second door of ``temporal``: what the floors above use and guests do not need. It may change at any time."""

from korea_events.temporal.ordered_code import OrderedCode
from korea_events.temporal.span_converter import as_optional_span, as_span

__all__ = ["OrderedCode", "as_optional_span", "as_span"]
