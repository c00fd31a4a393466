//! A folder and the simulated disk answer alike: what is proved on the one holds on the other.

use proptest::prelude::*;

use super::*;

/// One call. Files are few, so that calls meet on one.
#[derive(Clone, Debug)]
enum Call {
    Create(u8),
    Size(u8),
    Read(u8, u16, u16),
    Write(u8, u16, Vec<u8>),
    Truncate(u8, u16),
    Sync(u8),
    SyncDir(bool),
    Remove(u8),
    Rename(u8, u8),
    List(bool),
}

fn call() -> impl Strategy<Value = Call> {
    let file = 0..6_u8;
    prop_oneof![
        3 => file.clone().prop_map(Call::Create),
        1 => file.clone().prop_map(Call::Size),
        3 => (file.clone(), 0..600_u16, 0..600_u16)
            .prop_map(|(file, offset, len)| Call::Read(file, offset, len)),
        4 => (file.clone(), 0..500_u16, prop::collection::vec(1..=255_u8, 0..64))
            .prop_map(|(file, offset, bytes)| Call::Write(file, offset, bytes)),
        2 => (file.clone(), 0..500_u16).prop_map(|(file, len)| Call::Truncate(file, len)),
        1 => file.clone().prop_map(Call::Sync),
        1 => any::<bool>().prop_map(Call::SyncDir),
        2 => file.clone().prop_map(Call::Remove),
        2 => (file.clone(), file).prop_map(|(from, to)| Call::Rename(from, to)),
        1 => any::<bool>().prop_map(Call::List),
    ]
}

/// Three files of the root and three of one folder.
fn path(file: u8) -> String {
    if file < 3 {
        format!("file{file}")
    } else {
        format!("folder/file{file}")
    }
}

const fn folder(inner: bool) -> &'static str {
    if inner { "folder" } else { "" }
}

/// What a call answered, in one form.
#[derive(Debug, Eq, PartialEq)]
enum Answer {
    Done,
    Size(Option<u64>),
    Bytes(Vec<u8>),
    Names(Vec<String>),
}

fn make(disk: &dyn Disk, call: &Call) -> Result<Answer, DiskError> {
    let done = |()| Answer::Done;
    match call {
        Call::Create(file) => disk.create(&path(*file)).map(done),
        Call::Size(file) => disk.size(&path(*file)).map(Answer::Size),
        Call::Read(file, offset, len) => disk
            .read_at(&path(*file), (*offset).into(), (*len).into())
            .map(Answer::Bytes),
        Call::Write(file, offset, bytes) => disk
            .write_at(&path(*file), (*offset).into(), bytes)
            .map(done),
        Call::Truncate(file, len) => disk.truncate(&path(*file), (*len).into()).map(done),
        Call::Sync(file) => disk.sync(&path(*file)).map(done),
        Call::SyncDir(inner) => disk.sync_dir(folder(*inner)).map(done),
        Call::Remove(file) => disk.remove(&path(*file)).map(done),
        // Within its folder: the seam promises no more.
        Call::Rename(from, to) if (*from < 3) == (*to < 3) => {
            disk.rename(&path(*from), &path(*to)).map(done)
        }
        Call::Rename(..) => Ok(Answer::Done),
        Call::List(inner) => disk.list(folder(*inner)).map(Answer::Names),
    }
}

proptest! {
    #[test]
    fn a_folder_and_the_simulated_disk_answer_alike(
        calls in prop::collection::vec(call(), 1..60),
    ) {
        let root = tempfile::tempdir().unwrap();
        let real = RealDisk::new(root.path().to_owned());
        let sim = SimDisk::new();
        // The real one makes the folder with the first file in it.
        for disk in [&real as &dyn Disk, &sim] {
            disk.create("folder/first").unwrap();
        }
        for call in &calls {
            prop_assert_eq!(make(&real, call), make(&sim, call), "{:?}", call);
        }
        for inner in [false, true] {
            let names = real.list(folder(inner)).unwrap();
            prop_assert_eq!(&names, &sim.list(folder(inner)).unwrap());
            for name in names {
                let path = if inner { format!("folder/{name}") } else { name };
                let read = |disk: &dyn Disk| disk.read_at(&path, 0, 4096);
                prop_assert_eq!(read(&real), read(&sim), "{}", path);
            }
        }
    }
}
