"""Calendars (iCalendar, RFC 5545): events out to calendars, and exercises in from them."""

from korea_events.codecs.ical.calendars import dumps, loads

__all__ = ["dumps", "loads"]
