"""Reads a calendar with `icalendar` and prints each event in a reader's zone, one object a line.

A date without an hour is the same for every reader; what says no end has no length.
"""

import json
import sys
from datetime import datetime
from zoneinfo import ZoneInfo

import icalendar

FILE, ZONE = sys.argv[1:]


def here(value):
    """A moment by the reader's clock, or a date as it is."""
    if not isinstance(value, datetime):
        return value.isoformat()
    assert value.tzinfo is not None, value
    return value.astimezone(ZoneInfo(ZONE)).strftime("%Y-%m-%d %H:%M")


with open(FILE, "rb") as file:
    CALENDAR = icalendar.Calendar.from_ical(file.read())
for event in CALENDAR.walk("VEVENT"):
    starts = event["DTSTART"].dt
    ends = event["DTEND"].dt if "DTEND" in event else None
    assert event["DTSTAMP"].dt.tzinfo is not None
    print(json.dumps({
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "status": str(event["STATUS"]),
        "title": str(event["SUMMARY"]),
        "place": str(event.get("LOCATION", "")),
        "starts": here(starts),
        "minutes": ends and int((ends - starts).total_seconds() // 60),
    }))
