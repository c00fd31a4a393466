"""Counts a vote again from what `asamblea proposal export --format json` wrote.

Written from docs/wire.md, "Proposals", alone; shares no line with the program. Reads files or the
standard input, prints one JSON object each with what it counted, and exits with 1 where the export
claims another tally.
"""

import json
import pathlib
import sys

sys.path.insert(0, str(pathlib.Path(__file__).parent / "decoder"))
from operations import digest  # noqa: E402

YES_NO = ["yes", "no", "abstain"]
CONSENT = ["agree", "concern", "abstain", "object", "disagree"]
FIXED = {"consent": CONSENT, "majority": YES_NO, "two-thirds": YES_NO, "sense": YES_NO}
DOTS = 10


def points(shown, choices, objects):
    """Points by the name of each choice; nothing where the ballot is spoiled."""
    method, options = shown["method"], len(shown["options"])
    numbers = [number for number, _ in choices]
    once = all(amount == 1 for _, amount in choices)
    if method in FIXED:
        most = 3 if method == "consent" else 2
        if len(choices) != 1 or not once or numbers[0] > most:
            return None
        name = FIXED[method][numbers[0]]
        return {"disagree" if name == "object" and not objects else name: 1}
    if not choices:
        return {"abstain": 1}
    if any(number >= options for number in numbers):
        return None
    if method == "dots":
        amounts = [amount for _, amount in choices]
        if sum(amounts) > DOTS or 0 in amounts:
            return None
    elif not once or (method == "election" and len(choices) > 1):
        return None
    return {str(number + 1): amount for number, amount in choices}


def reached(words, start):
    """These words and what they follow of the same unit."""
    seen, todo = set(), [id_ for id_ in start if id_ in words]
    while todo:
        id_ = todo.pop()
        if id_ not in seen:
            seen.add(id_)
            todo += [other for other in words[id_]["follows"]
                     if other in words and words[other]["unit"] == words[id_]["unit"]]
    return seen


def last(words, unit, counted):
    own = [id_ for id_ in counted if words[id_]["unit"] == unit]
    earlier = set()
    for id_ in own:
        earlier |= reached(words, [other for other in words[id_]["follows"]
                                   if other in words and words[other]["unit"] == unit])
    return [words[id_] for id_ in own if id_ not in earlier]


def choice_of(record, unit, counted, version):
    """("ballot", points), ("delegation", word) or nothing that counts."""
    shown, words = record["shown"], {word["id"]: word for word in record["words"]}
    ends = last(words, unit, counted)
    ballots = [word for word in ends if word["kind"] == "ballot"]
    if ballots:
        said = [points(shown, word["choices"], word["objects"])
                for word in ballots if word["version"] == version]
        if said and said[0] is not None and all(one == said[0] for one in said):
            return "ballot", said[0]
        return None
    targets = {word["to"] for word in ends}
    if len(targets) == 1 and None not in targets:
        return "delegation", min(ends, key=lambda word: word["id"])
    return None


def count(record, counted, version, quorum):
    shown = record["shown"]
    method, options = shown["method"], len(shown["options"])
    names = FIXED.get(method) or [str(n + 1) for n in range(options)] + ["abstain"]
    tally, voted = dict.fromkeys(names, 0), 0
    chosen = {unit: choice_of(record, unit, counted, version) for unit in record["roll"]}
    votes = [said for said in chosen.values() if said and said[0] == "ballot"]
    carried = {}
    for unit, said in chosen.items():
        if said and said[0] == "delegation" and said[1]["to"] != unit:
            carried.setdefault(said[1]["to"], []).append((said[1]["depth"], said[1]["id"]))
    for to, waiting in carried.items():
        said = chosen.get(to)
        if said and said[0] == "ballot":
            votes += [said] * min(len(waiting), shown["carries"])
    for _, said in votes:
        voted += 1
        for name, amount in said.items():
            tally[name] += amount
    return result(method, tally, voted, quorum)


def result(method, tally, voted, quorum):
    met = voted >= max(quorum, 1)
    outcome, chosen = "no_quorum", []
    if met and method == "sense":
        outcome = "sensed"
    elif met and method == "majority":
        outcome = "adopted" if tally["yes"] > tally["no"] else "rejected"
    elif met and method == "two-thirds":
        passes = tally["yes"] and tally["yes"] >= 2 * tally["no"]
        outcome = "adopted" if passes else "rejected"
    elif met and method == "consent":
        passes = not tally["object"] and tally["agree"] + tally["concern"] > tally["disagree"]
        outcome = "adopted" if passes else "rejected"
    elif met:
        among = {name: amount for name, amount in tally.items() if name != "abstain"}
        best = max(among.values())
        chosen = [name for name, amount in among.items() if amount == best and best]
        outcome = ["rejected", "chosen"][len(chosen)] if len(chosen) < 2 else "tie"
    return {"tally": tally, "voted": voted, "quorum_met": met, "outcome": outcome,
            "chosen": chosen}


def secret(record):
    """A secret vote that ended: the choices alone are there."""
    shown = record["shown"]
    options = len(shown["options"])
    names = FIXED.get(shown["method"]) or [str(n + 1) for n in range(options)] + ["abstain"]
    tally = dict.fromkeys(names, 0)
    for said in record["secret_choices"]:
        for number, amount in said:
            tally[names[number]] += amount
    return result(shown["method"], tally, len(record["secret_choices"]), shown["quorum"])


def again(record):
    shown, words = record["shown"], {word["id"]: word for word in record["words"]}
    if shown["secret"]:
        return secret(record)
    numbers = dict(record["versions"])
    closings, first, later = record["closings"], [], []
    has_first = any(closing["call"] <= 1 for closing in closings)
    for closing in closings:
        second = shown["second_call"] and has_first and closing["call"] > 1
        (later if second else first).append(closing)

    def end(ends, quorum):
        known = [closing["version"] for closing in ends if closing["version"] in numbers]
        version = min(known, key=lambda id_: (-numbers[id_], id_), default=shown["id"])
        named = [id_ for closing in ends for id_ in closing["words"]]
        return count(record, reached(words, named), version, quorum)

    newest = min(numbers, key=lambda id_: (-numbers[id_], id_))
    if not closings:
        return count(record, set(words), newest, record["first_quorum"])
    ended = end(first, record["first_quorum"])
    if ended["quorum_met"] or not shown["second_call"]:
        return ended
    if later:
        return end(first + later, shown["second_quorum"])
    return count(record, set(words), newest, shown["second_quorum"])


def check(record):
    shown = record["shown"]
    hash_ = digest("roll", *(bytes.fromhex(unit) for unit in record["roll"])).hex()
    faults = [] if hash_ == shown["roll"]["hash"] else ["roll"]
    # During a consultation nobody votes yet; before a secret vote ends nobody is told how it goes.
    if shown.get("state") == "consultation" or (shown["secret"] and shown["outcome"] is None):
        return {"id": shown["id"], "faults": faults}
    counted = again(record)
    claimed = {**{key: shown[key] for key in ("tally", "voted", "quorum_met", "chosen")},
               "outcome": shown["outcome"] or shown["would_be"]}
    faults += [key for key in counted if counted[key] != claimed[key]]
    return {"id": shown["id"], **counted, "faults": faults}


def main():
    texts = [open(name, encoding="utf-8").read() for name in sys.argv[1:]] or [sys.stdin.read()]
    reports = [check(json.loads(text)) for text in texts]
    for report in reports:
        print(json.dumps(report, sort_keys=True))
    sys.exit(any(report["faults"] for report in reports))


if __name__ == "__main__":
    main()
