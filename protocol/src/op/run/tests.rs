use proptest::prelude::*;

use super::*;
use crate::crypto::KeyMaterial;

fn key(seed: u8) -> SigningKey {
    SigningKey::from_seed(&KeyMaterial::from_bytes([seed; 32]))
}

fn draft(key: &SigningKey, seq: u64, prev: Option<OpId>, deps: Vec<OpRef>, body: &[u8]) -> OpDraft {
    let log = LogId {
        space: SpaceId::from_bytes([1; 32]),
        author: key.verifying_key().into(),
        lane: Lane::Content,
    };
    let epoch = Some(EpochId::from_bytes([2; 32]));
    let header = Header {
        version: VERSION,
        suite: SUITE,
        log,
        seq,
        prev,
        deps,
        epoch,
    };
    OpDraft {
        header,
        salt: Some([3; 16]),
        body: body.to_vec(),
    }
}

/// A log of single-operation runs with a reference now and then.
fn log(count: u64, author: &SigningKey) -> Vec<VerifiedRun> {
    let mut runs: Vec<VerifiedRun> = Vec::new();
    for seq in 0..count {
        let prev = runs.last().map(|run| run.ops()[0].id);
        let dep = OpRef {
            log: LogId {
                space: SpaceId::from_bytes([9; 32]),
                author: DeviceId::from_bytes([u8::try_from(seq % 3).unwrap(); 32]),
                lane: Lane::Control,
            },
            seq,
            id: OpId::from_bytes([5; 32]),
        };
        let deps = if seq % 4 == 0 { vec![dep] } else { Vec::new() };
        let body = vec![u8::try_from(seq % 251).unwrap(); 90];
        runs.push(VerifiedRun::sign(draft(author, seq, prev, deps, &body), author).unwrap());
    }
    runs
}

fn signed(runs: &[VerifiedRun]) -> Vec<SignedRun> {
    runs.iter()
        .map(|run| SignedRun::decode(&run.encode()).unwrap())
        .collect()
}

#[test]
fn a_stretch_of_many_runs_proves_itself_by_its_last_signature() {
    let author = key(1);
    let runs = log(20, &author);
    for from in 0..20_u64 {
        let prev = from
            .checked_sub(1)
            .map(|at| runs[usize::try_from(at).unwrap()].ops()[0].id);
        let stored = signed(&runs[usize::try_from(from).unwrap()..]);
        let joined = SignedRun::stretch(stored, from, prev, 60_000).unwrap();
        let run = SignedRun::decode(&joined.encode())
            .unwrap()
            .verify()
            .unwrap();
        let ids: Vec<OpId> = run.ops().iter().map(|op| op.id).collect();
        let want: Vec<OpId> = runs[usize::try_from(from).unwrap()..]
            .iter()
            .map(|run| run.ops()[0].id)
            .collect();
        assert_eq!(ids, want);
    }
    // A stretch may start inside a stored run, and is no longer than asked.
    let all = SignedRun::stretch(signed(&runs), 0, None, 60_000).unwrap();
    let prev = Some(runs[6].ops()[0].id);
    let inner = SignedRun::stretch(vec![all], 7, prev, 60_000).unwrap();
    assert_eq!(inner.verify().unwrap().ops()[0].id, runs[7].ops()[0].id);
    let short = SignedRun::stretch(signed(&runs), 0, None, 500).unwrap();
    assert!(short.count() < 5, "{}", short.count());
}

#[test]
fn every_rule_of_form_has_its_fault() {
    let author = key(1);
    let run = &log(1, &author)[0];
    let wire = |change: &dyn Fn(&mut WireRun)| {
        let mut signed = SignedRun::decode(&run.encode()).unwrap();
        change(&mut signed.0);
        signed.verify().unwrap_err()
    };
    assert_eq!(
        wire(&|run| run.version = 2),
        OpFault::Newer {
            version: 2,
            suite: 1
        }
    );
    assert_eq!(
        wire(&|run| run.suite = 9),
        OpFault::Newer {
            version: 1,
            suite: 9
        }
    );
    assert_eq!(wire(&|run| run.ops.clear()), OpFault::Count { got: 0 });
    assert_eq!(wire(&|run| run.epoch = None), OpFault::Lane);
    assert_eq!(wire(&|run| run.lane = Lane::Control), OpFault::Lane);
    assert_eq!(wire(&|run| run.first = 1), OpFault::Chain);
    assert_eq!(
        wire(&|run| run.prev = Some(OpId::from_bytes([0; 32]))),
        OpFault::Chain
    );
    assert_eq!(wire(&|run| run.logs.clear()), OpFault::Chain);
    assert_eq!(wire(&|run| run.ops[0].salt.clear()), OpFault::Lane);
    assert_eq!(wire(&|run| run.ops[0].body[0] ^= 1), OpFault::BadSignature);
    assert_eq!(wire(&|run| run.ops[0].salt[0] ^= 1), OpFault::BadSignature);
    assert_eq!(
        wire(&|run| run.space = SpaceId::from_bytes([8; 32])),
        OpFault::BadSignature
    );
    assert_eq!(wire(&|run| run.signature[5] ^= 1), OpFault::BadSignature);
    assert_eq!(
        wire(&|run| run.author = key(2).verifying_key().into()),
        OpFault::BadSignature
    );
    assert_eq!(
        wire(&|run| run.ops[0].body = vec![0; OP_BYTES_MAX]),
        OpFault::OpTooLong
    );
    let many = |run: &mut WireRun| {
        let dep = run.ops[0].deps[0].clone();
        run.ops[0].deps = vec![dep; DEPS_MAX + 1];
    };
    assert_eq!(wire(&many), OpFault::OpTooLong);
    let ops = |run: &mut WireRun| run.ops = vec![run.ops[0].clone(); RUN_OPS_MAX + 1];
    assert_eq!(
        wire(&ops),
        OpFault::Count {
            got: RUN_OPS_MAX + 1
        }
    );
}

#[test]
fn a_create_is_the_space_that_it_hashes_to() {
    let author = key(1);
    let create = crate::op::Create {
        kind: crate::op::SpaceKind::Network,
        guardian: None,
        history: crate::op::History::Full,
        confirm: false,
        members: Vec::new(),
        nonce: [7; 16],
        retain: None,
    };
    let body = crate::op::Control::Create(Box::new(create)).encode();
    let mut draft = draft(&author, 0, None, Vec::new(), &body);
    (draft.header.log.lane, draft.header.epoch, draft.salt) = (Lane::Control, None, None);
    let run = VerifiedRun::sign(draft, &author).unwrap();
    assert_eq!(run.log().unwrap().space.create_op(), run.ops()[0].id);
    let mut foreign = SignedRun::decode(&run.encode()).unwrap();
    foreign.0.space = SpaceId::from_bytes([4; 32]);
    assert_eq!(foreign.verify().unwrap_err(), OpFault::NotItsSpace);
}

proptest! {
    #[test]
    fn changed_bytes_never_verify_as_something_else(at in 0..2_000_usize, bit in 0..8_u8) {
        let author = key(1);
        let stored = signed(&log(12, &author));
        let bytes = SignedRun::stretch(stored, 0, None, 60_000).unwrap().encode();
        let mut bad = bytes.clone();
        let at = at % bad.len();
        bad[at] ^= 1 << bit;
        prop_assert!(SignedRun::decode(&bad).and_then(SignedRun::verify).is_err());
    }

    #[test]
    fn arbitrary_bytes_are_an_error_and_no_panic(bytes in prop::collection::vec(any::<u8>(), 0..600)) {
        prop_assert!(SignedRun::decode(&bytes).is_err());
        let _fault = crate::op::Control::decode(&bytes);
        let _fault = crate::sync::Frame::decode(&bytes);
    }

    #[test]
    fn a_run_has_one_encoding(count in 1..30_u64, cut in 0..400_usize) {
        let stored = signed(&log(count, &key(3)));
        let bytes = SignedRun::stretch(stored, 0, None, 60_000).unwrap().encode();
        prop_assert_eq!(SignedRun::decode(&bytes).unwrap().encode(), bytes.clone());
        let mut longer = bytes.clone();
        longer.push(0);
        prop_assert!(SignedRun::decode(&longer).is_err());
        prop_assert!(SignedRun::decode(&bytes[..cut.min(bytes.len() - 1)]).is_err());
    }
}
