//! What the operating system may do with this process's memory: keep it out of core files, away
//! from other processes of the user, and off the disk. Linux alone.

use std::fs;
use std::path::{Path, PathBuf};

use rustix::mm::{MlockAllFlags, mlockall};
use rustix::process::{
    DumpableBehavior, Resource, Rlimit, dumpable_behavior, getrlimit, set_dumpable_behavior,
    setrlimit,
};

/// How deep a device may lie on others: a partition, a volume, a set of disks, and some.
const LAYERS_MAX: usize = 8;

/// Keeps secrets of this process out of core files, away from other processes of the user, and
/// out of the swap area where the system allows that. What it refuses is no reason not to work:
/// `doctor` tells.
pub(crate) fn harden() {
    let none = Rlimit {
        current: Some(0),
        maximum: Some(0),
    };
    let _refused = setrlimit(Resource::Core, none);
    let _refused = set_dumpable_behavior(DumpableBehavior::NotDumpable);
    // Under a limit, memory that is locked as it is asked for would end the program once the limit
    // is reached; stretching a passphrase alone takes 256 MiB.
    if getrlimit(Resource::Memlock).maximum.is_none() {
        let all = Rlimit {
            current: None,
            maximum: None,
        };
        let _refused = setrlimit(Resource::Memlock, all);
        let _refused =
            mlockall(MlockAllFlags::CURRENT | MlockAllFlags::FUTURE | MlockAllFlags::ONFAULT);
    }
}

/// Whether this process leaves no core file and shows its memory to no other one of the user.
pub(crate) fn is_hardened() -> bool {
    let no_core = getrlimit(Resource::Core).current == Some(0);
    no_core && dumpable_behavior().is_ok_and(|is| is == DumpableBehavior::NotDumpable)
}

/// Where memory of this process can go to on a disk.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
pub(crate) enum Swap {
    /// Nowhere: it is locked.
    Locked,
    /// Nowhere: there is no swap area, or it lies in memory.
    None,
    /// To areas that are encrypted.
    Encrypted,
    /// To an area that is not seen to be encrypted.
    Clear,
    /// The system does not say.
    Unknown,
}

/// Asks the system.
pub(crate) fn swap() -> Swap {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let locked = status
        .lines()
        .find_map(|line| line.strip_prefix("VmLck:"))
        .and_then(|rest| rest.split_whitespace().next()?.parse::<u64>().ok());
    if locked.is_some_and(|kib| kib > 0) {
        return Swap::Locked;
    }
    System(PathBuf::from("/")).swap()
}

/// A system's own accounts of itself, below the folder of its root.
struct System(PathBuf);

impl System {
    fn swap(&self) -> Swap {
        let Ok(areas) = fs::read_to_string(self.0.join("proc/swaps")) else {
            return Swap::Unknown;
        };
        let areas: Vec<&str> = areas
            .lines()
            .skip(1)
            .filter_map(|line| line.split_whitespace().next())
            .collect();
        let mut found = Swap::None;
        for area in areas {
            match self.device_of(area) {
                Some(device) if self.is_in_memory(&device) => {}
                Some(device) if self.is_encrypted(&device, 0) => found = Swap::Encrypted,
                _ => return Swap::Clear,
            }
        }
        found
    }

    /// The kernel's name of the device that an area is or lies on.
    fn device_of(&self, area: &str) -> Option<String> {
        if area.starts_with("/dev/") {
            return name_of(Path::new(area));
        }
        let mounts = fs::read_to_string(self.0.join("proc/self/mountinfo")).ok()?;
        // The innermost mount that the file lies under; of two on one place the last is seen.
        let source = mounts
            .lines()
            .filter_map(|line| {
                let (place, source) = line.split_once(" - ")?;
                let place = place.split(' ').nth(4)?;
                let source = source.split(' ').nth(1)?;
                Path::new(area)
                    .starts_with(place)
                    .then_some((place.len(), source))
            })
            .max_by_key(|(depth, _)| *depth)?
            .1;
        name_of(Path::new(source))
    }

    fn block(&self, device: &str) -> PathBuf {
        self.0.join("sys/class/block").join(device)
    }

    /// Compressed memory, with no device behind it.
    fn is_in_memory(&self, device: &str) -> bool {
        let behind = fs::read_to_string(self.block(device).join("backing_dev"));
        device.starts_with("zram") && behind.map_or(true, |behind| behind.trim() == "none")
    }

    /// Whether the device, or every one that it lies on, encrypts.
    fn is_encrypted(&self, device: &str, layer: usize) -> bool {
        let uuid = fs::read_to_string(self.block(device).join("dm/uuid")).unwrap_or_default();
        if uuid.starts_with("CRYPT-") {
            return true;
        }
        let below: Vec<String> = fs::read_dir(self.block(device).join("slaves"))
            .into_iter()
            .flatten()
            .filter_map(|entry| entry.ok()?.file_name().into_string().ok())
            .collect();
        layer < LAYERS_MAX
            && !below.is_empty()
            && below
                .iter()
                .all(|device| self.is_encrypted(device, layer + 1))
    }
}

fn name_of(device: &Path) -> Option<String> {
    let real = fs::canonicalize(device).unwrap_or_else(|_| device.to_owned());
    Some(real.strip_prefix("/dev").ok()?.to_str()?.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "Filename\t\t\t\tType\t\tSize\t\tUsed\t\tPriority\n";
    const MOUNTS: &str = "21 1 8:1 / / rw - ext4 /dev/sdx1 rw\n\
        22 21 253:1 / /home rw,relatime shared:1 - ext4 /dev/dm-71 rw\n";

    /// A system with encrypted `dm-70`, `dm-71` on it, `dm-72` on it and on a bare disk, `sdx1`
    /// bare, `zram0` in memory, `zram1` with a disk behind.
    fn check(areas: &[&str], want: Swap) {
        let folder = tempfile::tempdir().unwrap();
        let write = |path: &str, text: &str| {
            let path = folder.path().join(path);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, text).unwrap();
        };
        let lines: Vec<String> = areas
            .iter()
            .map(|area| format!("{area}  partition\t1000\t0\t-2\n"))
            .collect();
        write("proc/swaps", &format!("{HEAD}{}", lines.concat()));
        write("proc/self/mountinfo", MOUNTS);
        write("sys/class/block/dm-70/dm/uuid", "CRYPT-LUKS2-0-luks\n");
        write("sys/class/block/dm-70/slaves/sdx2/size", "");
        write("sys/class/block/dm-71/dm/uuid", "LVM-1\n");
        write("sys/class/block/dm-71/slaves/dm-70/size", "");
        write("sys/class/block/dm-72/slaves/dm-70/size", "");
        write("sys/class/block/dm-72/slaves/sdx1/size", "");
        write("sys/class/block/zram0/backing_dev", "none\n");
        write("sys/class/block/zram1/backing_dev", "/dev/sdx3\n");
        assert_eq!(System(folder.path().to_owned()).swap(), want, "{areas:?}");
    }

    #[test]
    fn an_area_is_clear_unless_everything_below_it_encrypts_or_it_lies_in_memory() {
        check(&[], Swap::None);
        check(&["/dev/zram0"], Swap::None);
        check(&["/dev/dm-70"], Swap::Encrypted);
        check(&["/dev/dm-71", "/dev/zram0"], Swap::Encrypted);
        check(&["/home/swapfile"], Swap::Encrypted);
        check(&["/dev/zram1"], Swap::Clear);
        check(&["/dev/dm-72"], Swap::Clear);
        check(&["/dev/sdx1"], Swap::Clear);
        check(&["/swapfile"], Swap::Clear);
        check(&["/dev/dm-70", "/dev/sdx1"], Swap::Clear);
        check(&["/dev/nowhere"], Swap::Clear);
    }

    #[test]
    fn a_system_that_tells_nothing_is_not_taken_for_a_safe_one() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(System(folder.path().to_owned()).swap(), Swap::Unknown);
    }
}
