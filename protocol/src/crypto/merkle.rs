//! A BLAKE3 tree over slots, so that one slot can be proved without the others.

use super::{Digest, Domain, hash};

/// A slot that does not belong under the root it was sent for.
#[derive(Clone, Copy, Debug, Eq, PartialEq, thiserror::Error)]
#[error("slot does not belong under the tree root of its op")]
pub struct MerkleFault;

fn parent(left: &Digest, right: &Digest) -> Digest {
    hash(Domain::SlotNode, &[left.as_bytes(), right.as_bytes()])
}

fn level_above(level: &[Digest]) -> Vec<Digest> {
    level
        .chunks(2)
        .map(|pair| match pair {
            [left, right] => parent(left, right),
            // An odd last node rises unchanged.
            other => other
                .first()
                .copied()
                .unwrap_or(Digest::from_bytes([0; 32])),
        })
        .collect()
}

/// The root over leaves; 32 zero bytes over none.
#[must_use]
pub fn merkle_root(leaves: &[Digest]) -> Digest {
    let mut level = leaves.to_vec();
    while level.len() > 1 {
        level = level_above(&level);
    }
    level
        .first()
        .copied()
        .unwrap_or(Digest::from_bytes([0; 32]))
}

/// For each leaf the siblings from there up to the root.
#[must_use]
pub fn merkle_proofs(leaves: &[Digest]) -> Vec<Vec<Digest>> {
    let mut proofs = vec![Vec::new(); leaves.len()];
    let (mut level, mut height) = (leaves.to_vec(), 0_u32);
    while level.len() > 1 {
        for (index, proof) in proofs.iter_mut().enumerate() {
            let at = index.checked_shr(height).unwrap_or(0);
            proof.extend(level.get(at ^ 1).copied());
        }
        level = level_above(&level);
        height = height.saturating_add(1);
    }
    proofs
}

/// Checks that `leaf` stands at `index` of `count` under `root`.
///
/// # Errors
///
/// [`MerkleFault`] when it does not.
pub fn verify_merkle_proof(
    root: &Digest,
    leaf: Digest,
    index: usize,
    count: usize,
    proof: &[Digest],
) -> Result<(), MerkleFault> {
    if index >= count {
        return Err(MerkleFault);
    }
    let (mut node, mut at, mut width) = (leaf, index, count);
    let mut siblings = proof.iter();
    while width > 1 {
        if at ^ 1 < width {
            let sibling = siblings.next().ok_or(MerkleFault)?;
            node = if at.is_multiple_of(2) {
                parent(&node, sibling)
            } else {
                parent(sibling, &node)
            };
        }
        at /= 2;
        width = width.div_ceil(2);
    }
    if node == *root && siblings.next().is_none() {
        Ok(())
    } else {
        Err(MerkleFault)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_leaf_of_every_size_proves_itself_and_nothing_else() {
        for count in 1..18_u8 {
            let leaves: Vec<_> = (0..count)
                .map(|n| hash(Domain::SlotLeaf, &[&[n]]))
                .collect();
            let root = merkle_root(&leaves);
            let count = usize::from(count);
            for (at, leaf) in leaves.iter().enumerate() {
                let proof = merkle_proofs(&leaves).swap_remove(at);
                verify_merkle_proof(&root, *leaf, at, count, &proof).unwrap();
                let wrong = verify_merkle_proof(&root, *leaf, (at + 1) % count, count, &proof);
                assert!(count == 1 || wrong.is_err());
                assert!(verify_merkle_proof(&root, root, at, count + 1, &proof).is_err());
            }
        }
        assert!(merkle_proofs(&[]).is_empty());
        let none = merkle_root(&[]);
        assert!(verify_merkle_proof(&none, none, 0, 0, &[]).is_err());
    }
}
