"""Calendars (iCalendar, RFC 5545): events out to calendars, and exercises in from them."""

from korea_events.codecs.ical.calendars import dumps, load, loads, save

__all__ = ["dumps", "load", "loads", "save"]
