"""Reads a calendar with `icalendar` and prints each event in a reader's zone, one object a line."""

import json
import sys
from zoneinfo import ZoneInfo

import icalendar

FILE, ZONE = sys.argv[1:]
with open(FILE, "rb") as file:
    CALENDAR = icalendar.Calendar.from_ical(file.read())
for event in CALENDAR.walk("VEVENT"):
    starts, ends = event["DTSTART"].dt, event["DTEND"].dt
    assert starts.tzinfo is not None and event["DTSTAMP"].dt.tzinfo is not None
    print(json.dumps({
        "uid": str(event["UID"]),
        "sequence": int(event["SEQUENCE"]),
        "status": str(event["STATUS"]),
        "title": str(event["SUMMARY"]),
        "place": str(event.get("LOCATION", "")),
        "starts": starts.astimezone(ZoneInfo(ZONE)).strftime("%Y-%m-%d %H:%M"),
        "minutes": int((ends - starts).total_seconds() // 60),
    }))
