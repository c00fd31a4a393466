//! Vectors of recovery: shares and what they give together, requests, answers.

use asamblea_protocol::crypto::{Domain, hash};
use asamblea_protocol::invitation::Address;
use asamblea_protocol::recovery::{Answer, Request, Share, gather};
use asamblea_protocol::words::Language;
use data_encoding::BASE32_NOPAD;
use serde_json::{Value, json};

use super::cbor::seen_bytes;
use super::file::{Format, Maker, Verdict, array, bytes, fault, notation};
use super::world::{device, material, random, seal, space};

/// Shares, requests, answers.
pub(crate) const RECOVERY: Format = Format {
    name: "recovery",
    heading: "recovery",
    maker: make_recovery,
    judge: judge_recovery,
};

fn judge_recovery(input: &Value) -> Verdict {
    if input.get("shares").is_some() {
        return judge_shares(input);
    }
    if input.get("share").is_some() {
        let text = bytes(&input["share"]);
        let share = Share::from_bytes(&text).map_err(fault)?;
        assert_eq!(*share.to_bytes(), text);
        return Ok(json!({
            "network": seen_bytes(&share.network),
            "person": seen_bytes(share.person.as_bytes()),
            "place": seen_bytes(share.place.as_bytes()),
            "need": share.need, "of": share.of, "at": share.at(),
        }));
    }
    let request = Request::decode(input["request"].as_str().unwrap()).map_err(fault)?;
    let Some(answer) = input.get("answer") else {
        return Ok(json!({
            "device": seen_bytes(request.device.as_bytes()),
            "seal": seen_bytes(request.seal.as_bytes()),
            "name": request.name,
            "spanish": request.words(Language::Spanish),
            "portuguese": request.words(Language::Portuguese),
            "english": request.words(Language::English),
        }));
    };
    let [seed]: [u8; 1] = array(&input["seed"]);
    let opened = Answer::open(answer.as_str().unwrap(), &request, &seal(seed)).map_err(fault)?;
    let addresses: Vec<String> = opened.addresses.iter().map(ToString::to_string).collect();
    Ok(json!({ "share": seen_bytes(&opened.share.to_bytes()), "addresses": addresses }))
}

fn judge_shares(input: &Value) -> Verdict {
    let shares = input["shares"].as_array().unwrap().iter();
    let shares: Vec<Share> = shares
        .map(|share| Share::from_bytes(&bytes(share)).unwrap())
        .collect();
    let found = gather(&shares);
    let secret = found.secret.map(|secret| seen_bytes(&*secret));
    Ok(json!({
        "need": found.need,
        "have": found.have,
        "foreign": found.foreign,
        "secret": secret,
    }))
}

fn split(secret: u8, need: u8, of: u8) -> Vec<Share> {
    let rng = &mut random(secret);
    Share::split(&[secret; 16], *b"network!", space(3), (need, of), rng)
}

fn request(n: u8, name: Option<&str>) -> Request {
    Request {
        device: device(n),
        seal: seal(n).public().clone(),
        name: name.map(str::to_owned),
    }
}

fn make_recovery(maker: &mut Maker) {
    let mut good = |name: &str, input: Value| {
        let out = judge_recovery(&input).unwrap();
        maker.good(name, input, out);
    };
    let (two, five) = (split(7, 2, 3), split(9, 5, 8));
    let text = |share: &Share| notation(&share.to_bytes());
    good("share 1 of 3", json!({ "share": text(&two[0]) }));
    good("share 8 of 8", json!({ "share": text(&five[7]) }));
    let sets: [(&str, Vec<&Share>); 7] = [
        ("no share", vec![]),
        ("one of two", vec![&two[0]]),
        ("one share twice", vec![&two[0], &two[0]]),
        ("two of two", vec![&two[2], &two[0]]),
        ("three of two", two.iter().collect()),
        ("five of five", five[2..7].iter().collect()),
        ("shares of two setups", vec![&five[0], &two[0], &two[1]]),
    ];
    for (name, shares) in sets {
        let shares: Vec<String> = shares.into_iter().map(text).collect();
        good(name, json!({ "shares": shares }));
    }
    let mut lie = two[1].to_bytes().to_vec();
    lie[80] ^= 1;
    let shares = [text(&two[0]), notation(&lie)];
    good("two, one of them wrong", json!({ "shares": shares }));
    let shares = [text(&two[0]), notation(&lie), text(&two[2])];
    good("three, one of them wrong", json!({ "shares": shares }));
    for name in [None, Some("Ana"), Some("Ñandú Ruiz")] {
        let called = name.unwrap_or("nobody");
        let asked = request(1, name);
        good(
            &format!("request by {called}"),
            json!({ "request": asked.encode() }),
        );
    }
    let asked = request(1, Some("Ana"));
    for (name, addresses) in [("answer", 0), ("answer with six addresses", 6)] {
        let code = answer(&two[0], &asked, addresses);
        good(
            name,
            json!({ "request": asked.encode(), "answer": code, "seed": "01" }),
        );
    }
    bad_shares(maker, &two[1]);
    bad_codes(maker, &two[0]);
}

fn answer(share: &Share, asked: &Request, addresses: usize) -> String {
    let address = Address::from_multiaddr("/ip4/192.0.2.7/tcp/4001").unwrap();
    let answer = Answer {
        share: share.clone(),
        addresses: vec![address; addresses],
    };
    answer.seal(asked, &mut random(5)).unwrap()
}

fn bad_shares(maker: &mut Maker, share: &Share) {
    let whole = share.to_bytes().to_vec();
    let sizes = "a share has 92 bytes";
    let numbers = "2 ≤ need ≤ of ≤ 8, and 1 ≤ at ≤ of";
    let mut bad = |name: &str, rule: &str, fault: &str, text: &[u8]| {
        maker.bad(name, rule, fault, json!({ "share": notation(text) }));
    };
    bad("empty share", sizes, "Malformed", &[]);
    bad("short share", sizes, "Malformed", &whole[..91]);
    bad(
        "long share",
        sizes,
        "Malformed",
        &[&whole[..], &[0]].concat(),
    );
    for (name, at, to) in [
        ("share that needs one", 73, 1),
        ("share that needs four of three", 73, 4),
        ("share of nine", 74, 9),
        ("share at place 0", 75, 0),
        ("share at place 4 of 3", 75, 4),
    ] {
        let mut text = whole.clone();
        text[at] = to;
        bad(name, numbers, "Malformed", &text);
    }
    for (name, version, fault) in [("version 0", 0, "Malformed"), ("version 2", 2, "Newer")] {
        let mut text = whole.clone();
        text[0] = version;
        let name = format!("share of {name}");
        bad(&name, "the version is 1", fault, &text);
    }
}

fn bad_codes(maker: &mut Maker, share: &Share) {
    let asked = request(1, Some("Ana"));
    let plain = BASE32_NOPAD.decode(asked.encode().as_bytes()).unwrap();
    let body = &plain[..plain.len() - 4];
    let checked = |body: &[u8]| {
        let check = hash(Domain::RecoveryRequest, &[body]);
        BASE32_NOPAD.encode(&[body, &check.as_bytes()[..4]].concat())
    };
    let mut newer = body.to_vec();
    newer[0] = 2;
    let mut no_key = body.to_vec();
    no_key[33..36].fill(0xff);
    let long = [&body[..1249], &[b'a'; 129]].concat();
    let name = "a name is UTF-8 of at most 128 bytes";
    let rows: [(&str, &str, &str, String); 7] = [
        (
            "no request",
            "a request is whole",
            "Malformed",
            String::new(),
        ),
        (
            "request cut short",
            "the check digits fit",
            "Malformed",
            asked.encode()[..800].into(),
        ),
        (
            "request without a key",
            "a request is whole",
            "Malformed",
            checked(&body[..1000]),
        ),
        (
            "request with a key that is none",
            "the key takes part",
            "Malformed",
            checked(&no_key),
        ),
        ("name of 129 bytes", name, "Malformed", checked(&long)),
        (
            "name that is no text",
            name,
            "Malformed",
            checked(&[&body[..1249], &[0xff]].concat()),
        ),
        (
            "request of version 2",
            "the version is 1",
            "Newer",
            checked(&newer),
        ),
    ];
    for (name, rule, fault, code) in rows {
        maker.bad(name, rule, fault, json!({ "request": code }));
    }
    bad_answers(maker, share, &asked);
}

fn bad_answers(maker: &mut Maker, share: &Share, asked: &Request) {
    let code = answer(share, asked, 1);
    let other = "an answer opens with the request's key, for that request";
    for (name, asked, seed, code, rule, fault) in [
        (
            "answer to another name",
            request(1, None),
            1,
            code.clone(),
            other,
            "Foreign",
        ),
        (
            "answer with another key",
            asked.clone(),
            2,
            code.clone(),
            other,
            "Foreign",
        ),
        (
            "answer cut short",
            asked.clone(),
            1,
            code[8..].to_owned(),
            "the check digits fit",
            "Malformed",
        ),
    ] {
        let seed = notation(&material(seed).expose()[..1]);
        let input = json!({ "request": asked.encode(), "answer": code, "seed": seed });
        maker.bad(name, rule, fault, input);
    }
}
