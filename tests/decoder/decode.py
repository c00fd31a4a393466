#!/usr/bin/env python3
"""Reads every test vector with a decoder written from docs/wire.md alone, and says where it
disagrees with what the vector states.

Run: python3 tests/decoder/decode.py [--vectors FOLDER] [FORMAT...]"""

import argparse
import json
import pathlib
import sys
import time

import content
import hpke
import operations as op
import recovery
import sync
from cbor import Refused, boolean, decode, each, encode, need, number, octets, signed32, string

VECTORS = pathlib.Path(__file__).parents[2] / "protocol/tests/vectors"

# What the page calls a broken rule, by the name that the program's error has.
RULES = {
    "form": ("Shape", "NotCanonical", "Malformed"),
    "limit": ("TooLong", "TooLarge", "FieldTooLarge", "OpTooLong"),
    "signature": ("BadSignature",), "newer": ("Newer",), "count": ("Count",), "chain": ("Chain",),
    "lane": ("Lane",), "space": ("NotItsSpace",), "card": ("CardFault",), "redeem": ("RedeemFault",), "slots": ("SlotFault",),
    "secret": ("Secret",), "open": ("Open",), "salt": ("Salt",), "padding": ("Pad", "PadFault"),
    "overlap": ("Overlap",), "gap": ("Gap",), "past": ("Past",), "waits": ("Waits",), "places": ("Places",),
    "malformed": ("Malformed",), "words": ("WordsDiffer",), "head": ("Head",), "other key": ("NotForThisKey",),
    "proof": ("BadProof",), "turn": ("OutOfTurn",), "state": ("AnotherState",), "root": ("AnotherRoot",), "other request": ("Foreign",),
}


def raw(text):
    """Bytes of a vector: hex, and `piece*count` for what stands several times."""
    pieces = (piece.partition("*") for piece in text.split())
    return b"".join(bytes.fromhex(piece) * int(count or 1) for piece, _, count in pieces)


# How vectors show values: what is long, by its fingerprint.

def fingerprint(data):
    return op.digest("test", data)[:8].hex()


def view(value):
    if type(value) is bytes:
        return f"h'{value.hex()}'" if len(value) <= 256 else f"{len(value)} bytes h'{fingerprint(value)}'"
    if type(value) is str:
        data = value.encode()
        return value if len(data) <= 256 else f"{len(data)} bytes of text h'{fingerprint(data)}'"
    if type(value) is list:
        return [view(item) for item in value] if len(value) <= 20 else (
            f"{len(value)} values h'{fingerprint(encode(value))}'")
    if type(value) is dict:
        return {str(key): view(item) for key, item in value.items()}
    return value


def again(value, data):
    """The view of a value that must encode to the bytes that it came from."""
    if encode(value) != data:
        raise AssertionError("encodes to other bytes")
    return view(value)


# One judge a format: the input of a vector to what it decodes to.

TYPES = {
    "number": number(64), "number of 8 bits": number(8), "number of 32 bits": number(32),
    "signed number": signed32, "truth": boolean, "bytes": octets, "text": string, "numbers": each(number(64)),
    "map": lambda value: need(type(value) is dict), "number or null": lambda value: value is None or number(64)(value),
}


def judge_cbor(given):
    data = raw(given["bytes"])
    value = decode(data, given.get("max", 1024))
    TYPES[given["type"]](value)
    return again(value, data)


def judge_signature(given):
    name = given["domain"].removeprefix("asamblea 1 ")
    need(op.verify(name, raw(given["key"]), raw(given["text"]), raw(given["signature"])), "signature")
    return True


def judge_padding(given):
    if "length" in given:
        return op.padded_length(given["length"])
    text = op.unpad(raw(given["padded"]))
    if op.pad(text) != raw(given["padded"]):
        raise AssertionError("pads to other bytes")
    return view(text)


def header_of(given):
    """The header of an operation, from JSON."""
    header = {key: raw(given[key]) if key in given else None for key in ("space", "author", "prev", "epoch")}
    deps = [((raw(space), raw(author), lane), seq, raw(id_)) for space, author, lane, seq, id_ in given["deps"]]
    return {**header, **{key: given[key] for key in ("version", "suite", "lane", "seq")}, "deps": deps}


def judge_op(given):
    header, body = header_of(given["header"]), raw(given["body"])
    id_, full = op.op_id(header, raw(given.get("salt", "")), body)
    need(not op.is_create(header["lane"], header["seq"], body) or id_ == header["space"], "space")
    need(op.verify("op signature", header["author"], id_, raw(given["signature"])), "signature")
    return {**shown(header, id_), "full": full}


def shown(header, id_):
    out = {"id": view(id_), "space": view(header["space"])}
    return {**out, "digest": view(op.content_digest(header))} if header["lane"] else out


def judge_run(given):
    ops = op.run(raw(given["bytes"]))
    rows = [{**shown(header, id_), "header": header, "body": view(body), **({"salt": view(salt)} if salt else {})}
            for header, salt, body, id_ in ops]
    return rows if len(rows) <= 8 else [len(rows), rows[-1]]


def judge_control(given):
    data = raw(given["bytes"])
    kind, found = op.control(data)
    if found is None:
        return {"kind": kind}
    for card in op.cards(kind, found):
        op.check_card(card)
    if kind == 2 and "space" in given:
        op.check_redeem(raw(given["space"]), raw(given["author"]), found)
    return {"kind": kind, "fields": again([kind, found], data)[1]}


def judge_card(given):
    if "root" in given:
        device, transport, seal = op.device_of(raw(given["root"]))
        need(given.get("device", view(device)) == view(device), "root")
        return {"device": view(device), "transport": view(transport), "seal": view(seal.public),
                "birth": view(op.digest("birth", device, raw(given["nonce"])))}
    return again(op.card(raw(given["bytes"])), raw(given["bytes"]))


def shaped(given, key, shape):
    value = decode(raw(given[key]), 65536)
    shape(value)
    return value


def judge_epoch(given):
    what, names = given["what"], ("space", "author", "secret", "seal", "epoch", "sealed", "seed")
    parts = {name: raw(given[name]) for name in names if name in given}
    if what == "header":
        return again(shaped(given, "bytes", op.EPOCH), raw(given["bytes"]))
    if what == "recipients":
        return view(op.digest("recipients", encode(shaped(given, "bytes", each(op.RECIPIENT)))))
    if what == "placed":
        placed = shaped(given, "bytes", op.PLACED)
        op.check_slot(shaped(given, "header", op.EPOCH), placed)
        return placed[0]
    if what == "secret":
        seal = op.epoch_seal(parts["secret"])
        epoch = op.epoch_id(parts["space"], parts["author"], seal.public)
        presence = op.digest("epoch presence key", parts["secret"])
        return {"epoch": view(epoch), "seal": view(seal.public), "presence": view(presence)}
    epoch = op.Epoch(parts["space"], parts["author"], parts["seal"], parts["epoch"])
    if what == "wrap":
        found = epoch.open_wrap(parts["secret"], parts["sealed"])
    else:
        found = epoch.open_sent(what, hpke.SecretKey(parts["seed"]), parts["sealed"])
    return view(op.epoch_seal(found).public)


def judge_sealed(given):
    secret, salt, body = (raw(given[name]) for name in ("secret", "salt", "body"))
    return view(op.open_content(secret, header_of(given["header"]), salt, body))


def judge_content(given):
    kind, at, found = content.content(raw(given["bytes"]))
    if found is None:
        return {"kind": kind, "at": at}
    return {"kind": kind, "at": at, "fields": again([kind, at, *found], raw(given["bytes"]))[2:]}


def judge_state(given):
    found = view(op.digest("state hash", *sorted({raw(id_) for id_ in given["admitted"]})))
    need(given.get("hash", found) == found, "state")
    return found


def judge_document(given):
    doc = raw(given["document"])
    if "updates" in given:
        document = content.Document(doc)
        for one in given["updates"]:
            document.take(raw(one["author"]), raw(one["bytes"]))
        text = Unknown() if document.text is None else view(document.text)
        return {"text": text, "version": document.version()}
    peer, data = content.peer_of(doc, raw(given["author"])), raw(given["bytes"])
    start, _, edits, end = content.update(data, peer)
    inserted = sum(len(edit[1]) for edit in edits if len(edit) == 2)
    deleted = sum(abs(edit[1]) for edit in edits if len(edit) == 3)
    return {"peer": peer, "start": start, "end": end, "inserted": inserted, "deleted": deleted,
            "update": again(decode(data), data)}


class Unknown:
    """Equal to whatever is stated: what the page does not say."""

    def __eq__(self, other):
        return True


def judge_invitation(given):
    practice, secret, network, addresses = sync.invitation(given["code"])
    signing, transport, seal = op.device_of(secret.ljust(32, b"\0"), role="invitation")
    return {"network": view(network), "practice": practice, "addresses": [sync.multiaddr(*one) for one in addresses],
            "device": view(signing), "transport": view(transport), "seal": view(seal.public)}


def judge_words(given):
    network, device = raw(given["network"]), raw(given["device"])
    if "typed" in given:
        sync.compare_words(network, device, given["typed"])
        return True
    return {language: sync.safety_words(network, device, language) for language in sync.LANGUAGES}


def judge_recovery(given):
    if "shares" in given:
        need_, have, foreign, secret = recovery.gather([raw(one) for one in given["shares"]])
        return {"need": need_, "have": have, "foreign": foreign, "secret": view(secret)}
    if "share" in given:
        network, person, place, need_, of, at, _ = recovery.share(raw(given["share"]))
        return {"network": view(network), "person": view(person), "place": view(place),
                "need": need_, "of": of, "at": at}
    device, seal, name, about = recovery.request(given["request"])
    if "answer" not in given:
        words = {language: sync.words_of(about, language) for language in sync.LANGUAGES}
        return {"device": view(device), "seal": view(seal), "name": name, **words}
    share, addresses = recovery.answer(given["answer"], about, hpke.SecretKey(raw(given["seed"]) * 32))
    return {"share": view(share), "addresses": [sync.multiaddr(*one) for one in addresses]}


def judge_frame(given):
    return again(sync.frame(raw(given["bytes"])), raw(given["bytes"]))


def judge_session(given):
    if "runs" not in given:
        parts = [raw(given[key]) for key in ("tag", "speaker", "listener", "speaker nonce", "listener nonce", "proof")]
        sync.check_proof(*parts)
        return True
    logs = {}
    for one in given["runs"]:
        for header, _, _, id_ in op.run(raw(one)):
            if given["content"] or header["lane"] == 0:
                logs[header["lane"], header["author"]] = header["seq"] + 1, id_
    count = given.get("parts", 0)
    root, parts = sync.space_root([(*log, *end) for log, end in logs.items()], count)
    root = view(root)
    need(given.get("root", root) == root, "root")
    # Parts are shown as they stand in a frame: a string of bytes with its head.
    head = b"\x59" + len(parts).to_bytes(2, "big")
    return {"root": root, "parts": view(head + parts)} if count else root


def judge_presence(given):
    secret, space, minter, author, sealed = (raw(given[key]) for key in ("secret", "space", "minter", "author", "sealed"))
    epoch = op.epoch_id(space, minter, op.epoch_seal(secret).public)
    plain = sync.open_presence(secret, epoch, author, sealed)
    return again(decode(plain), plain)


def judge_bundle(given):
    data = bytearray(raw(given["bytes"]) if "bytes" in given else (VECTORS / given["file"]).read_bytes())
    if "flip" in given:
        data[given["flip"]] ^= 1
    data = bytes(data[:given.get("cut")])
    rest = len(sync.section(data)[-1])
    if "opener" not in given:
        return {"rest": rest}
    opened = sync.open_section(data, hpke.SecretKey(raw(given["opener"])))
    need(opened is not None, "other key")
    return {"rest": rest, "frames": [view(frame) for frame in opened[0]], "refused": opened[1]}


def judge_backup(given):
    if "kind" in given:
        return backup_item(given["kind"], raw(given["bytes"]))
    data = bytearray(raw(given["bytes"]) if "bytes" in given else (VECTORS / given["file"]).read_bytes())
    if "flip" in given:
        data[given["flip"]] ^= 1
    data = bytes(data[:given.get("cut")])
    memory, passes, lanes, salt = sync.backup_head(data)
    out = {"memory": memory, "passes": passes, "lanes": lanes, "salt": view(salt)}
    if "secret" in given:
        records, refused, ended = sync.open_backup(data, raw(given["secret"]))
        records = [[kind, view(text)] for kind, text in records]
        out |= {"records": records, "refused": refused, "ended": ended}
    return out


def backup_item(kind, data):
    if kind == 1:
        door = decode(data)
        need(type(door) is list and len(door) == 3, "malformed")
        code, device, at = door
        need(type(code) is str and type(device) is bytes and len(device) == 32 and type(at) is int, "malformed")
        return again(door, data)
    if kind == 2:
        need(len(data) == 96, "malformed")
        return [view(data[at:at + 32]) for at in (0, 32, 64)]
    if kind == 3:
        need(len(data) > 8, "malformed")
        return [int.from_bytes(data[:8], "big"), len(op.run(data[8:]))]
    need(kind == 5, "malformed")
    return view(data)


JUDGES = {name.removeprefix("judge_"): judge for name, judge in globals().items() if name.startswith("judge_")}


def plain(out):
    """What vectors state, with headers and full forms as values to compare."""
    if isinstance(out, list):
        return [plain(row) for row in out]
    if isinstance(out, dict) and "header" in out:
        return {**out, "header": header_of(out["header"])}
    if isinstance(out, dict) and "full" in out:
        return {**out, "full": raw(out["full"])}
    return out


def disagreement(judge, vector):
    """What is wrong with this vector, or nothing."""
    try:
        found = judge(vector["in"])
    except Refused as refused:
        if "fault" not in vector:
            return f"refused ({refused.rule}), but it is good"
        right = vector["fault"] in RULES.get(refused.rule, ())
        return None if right else f"refused for {refused.rule!r}, but its fault is {vector['fault']}"
    except AssertionError as error:
        return str(error)
    if "fault" in vector:
        return f"taken, but it breaks the rule: {vector['rule']}"
    return None if found == plain(vector["out"]) else f"decodes to {str(found)[:300]}"


def main():
    parser = argparse.ArgumentParser(description="Read the test vectors with the decoder of docs/wire.md.")
    parser.add_argument("--vectors", type=pathlib.Path, default=VECTORS, help="folder of vector files")
    parser.add_argument("formats", nargs="*", help="only these formats")
    asked = parser.parse_args()
    began, wrong, total = time.time(), [], [0, 0]
    for path in sorted(asked.vectors.glob("*.json")):
        if asked.formats and path.stem not in asked.formats:
            continue
        file = json.loads(path.read_text(encoding="utf-8"))
        judge = JUDGES.get(file["format"])
        if judge is None:
            wrong.append(f"{path.name}: no decoder for this format")
            continue
        for place, kind in enumerate(("good", "bad")):
            for vector in file[kind]:
                total[place] += 1
                problem = disagreement(judge, vector)
                if problem:
                    wrong.append(f"{path.name} {kind} {vector['name']!r}: {problem}")
        print(f"{file['format']:12} {len(file['good']):4} good {len(file['bad']):4} bad")
    print("\n".join(wrong), end="\n" if wrong else "")
    seconds = f"{time.time() - began:.1f} s"
    print(f"{sum(total)} vectors: {total[0]} good, {total[1]} bad; {len(wrong)} disagreements; {seconds}")
    return 1 if wrong or not sum(total) else 0


if __name__ == "__main__":
    sys.exit(main())
