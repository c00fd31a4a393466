//! Every history of a few operations of three members, two of them coordinators and one of these
//! seized, and of their guardian: every order, every past, counted by a model checker.
//!
//! A history is judged as a set, so a state is one: what was said, each with what it knows, in an
//! order that follows from these alone. Histories that differ in the order of what does not know
//! each other are one state. An action says one thing more, which nothing knows yet.

use std::collections::BTreeSet;
use std::fmt;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::sync::OnceLock;
use std::time::Instant;

use stateright::{Checker, Expectation, HasDiscoveries, Model, Property};

use super::super::planted::Mistake;
use super::world::{At, Rules, State, World, device, person_member, space};
use crate::op::{Cut, Member, Role, Word};
use crate::tests::asked;

/// Operations of a history at every commit. A long run: `ASAMBLEA_MODEL_OPS=6`, of which
/// `ASAMBLEA_MODEL_PARTS=4` and `ASAMBLEA_MODEL_PART=1` take a fourth, and all that are shorter.
const OPS: u64 = 4;
/// Operations of a history that shows a mistake in the rules.
const FEW: u64 = 3;

/// What may be said; all of A's by a seized device.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
enum Item {
    /// A takes B out.
    AccuseB,
    /// A makes the ordinary member w a coordinator.
    GrantW,
    /// A revokes the founding place by which B came.
    RevokePlaceOfB,
    /// A lifts what is said against herself.
    LiftA,
    /// A seconds what she or B said.
    SecondByA,
    /// B takes A out.
    AccuseA,
    /// B seconds that w becomes a coordinator.
    SecondByB,
    /// The guardian seconds that A is out.
    SecondByG,
    /// The guardian lifts what is said against B.
    LiftB,
}

impl Item {
    const ALL: [Self; 9] = [
        Self::AccuseB,
        Self::GrantW,
        Self::RevokePlaceOfB,
        Self::LiftA,
        Self::SecondByA,
        Self::AccuseA,
        Self::SecondByB,
        Self::SecondByG,
        Self::LiftB,
    ];

    const fn author(self) -> &'static str {
        match self {
            Self::AccuseB | Self::GrantW | Self::RevokePlaceOfB | Self::LiftA | Self::SecondByA => {
                "A"
            }
            Self::AccuseA | Self::SecondByB => "B",
            Self::SecondByG | Self::LiftB => "G",
        }
    }

    /// What a second word may mean; of others nothing is asked.
    const fn means(self) -> Option<&'static [Self]> {
        match self {
            Self::SecondByA => Some(&[Self::GrantW, Self::AccuseA]),
            Self::SecondByB => Some(&[Self::GrantW]),
            // Nobody honest seconds a word against an honest person.
            Self::SecondByG => Some(&[Self::AccuseA]),
            _ => None,
        }
    }
}

/// One operation: places are those of the history that it stands in.
#[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
struct Said {
    /// How many it knows: whatever knows another stands behind it.
    depth: u32,
    /// Their places, as bits; what these know is among them.
    known: u8,
    item: Item,
    /// Whom a second word means.
    meant: Option<u8>,
}

impl Said {
    const fn knows(self, place: usize) -> bool {
        self.known & (1 << place) != 0
    }

    /// The same when something that it does not know came in at a place.
    fn behind(self, place: usize) -> Self {
        let below = (1 << place) - 1;
        let known = (self.known & below) | ((self.known & !below) << 1);
        let shifted = |meant: u8| meant + u8::from(usize::from(meant) >= place);
        Self {
            known,
            meant: self.meant.map(shifted),
            ..self
        }
    }
}

/// A set of operations, and what came out of it once somebody asked.
#[derive(Clone, Default)]
struct History {
    /// Sorted: as no two are the same, a set has one such order.
    said: Vec<Said>,
    verdict: OnceLock<Verdict>,
}

impl PartialEq for History {
    fn eq(&self, other: &Self) -> bool {
        self.said == other.said
    }
}

impl Hash for History {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.said.hash(state);
    }
}

impl fmt::Debug for History {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, said) in self.said.iter().enumerate() {
            let known: Vec<usize> = (0..place).filter(|other| said.knows(*other)).collect();
            write!(f, "\n  {place} {:?} knowing {known:?}", said.item)?;
            if let Some(meant) = said.meant {
                write!(f, " meaning {meant}")?;
            }
        }
        Ok(())
    }
}

impl History {
    fn has(&self, item: Item) -> bool {
        self.said.iter().any(|said| said.item == item)
    }

    /// The history with one operation more; none if it is there.
    fn with(&self, new: Said) -> Option<Self> {
        let place = self.said.binary_search(&new).err()?;
        let (before, after) = self.said.split_at(place);
        let mut said = before.to_vec();
        said.push(new);
        said.extend(after.iter().map(|said| said.behind(place)));
        Some(Self {
            said,
            verdict: OnceLock::new(),
        })
    }

    /// A number that says nothing of what it holds.
    fn lot(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        hasher.finish()
    }

    /// Whether a part of it holds what each in it knows.
    fn is_past(&self, part: u8) -> bool {
        let mut all = self.said.iter().enumerate();
        all.all(|(place, said)| part & (1 << place) == 0 || said.known & !part == 0)
    }

    /// What A said that nobody knows.
    fn unknown_of_a(&self) -> BTreeSet<usize> {
        let known = self.said.iter().fold(0, |known, said| known | said.known);
        let all = self.said.iter().enumerate();
        all.filter(|(place, said)| said.item.author() == "A" && known & (1 << place) == 0)
            .map(|(place, _)| place)
            .collect()
    }
}

const ALONE: &str = "the seized device is not the only one that works";
const NO_ADMIN: &str = "the seized device makes no coordinator";
const TWO_DECIDE: &str = "one person's words put nobody out for good";
const ORDERED: &str = "every order says the same";
const RESTORED: &str = "two honest words restore";
const STAYS_OUT: &str = "whoever was put out does not come back";

/// What came out of a history.
#[derive(Clone, Copy, Debug)]
struct Verdict {
    /// A works as a coordinator, and no other does.
    alone: bool,
    /// A made a coordinator without anybody's second word.
    made_admin: bool,
    /// Whatever order it is heard in, it says the same.
    ordered: bool,
    /// Two honest words put her out and give the others back what they had.
    restored: bool,
    /// So they do beside what A says and dates back afterwards.
    stays_out: bool,
    /// B is out for good, whom nobody but A accuses.
    by_one: bool,
    suspended: bool,
    decided: bool,
    promoted: bool,
    /// A accused B, the guardian lifted it, and everybody is what she was.
    freed: bool,
}

/// The histories of these members.
struct Members {
    base: World,
    /// How many operations stand before a history begins.
    founded: usize,
    /// Where the honest cut A's logs.
    cut: Vec<Cut>,
    /// The most operations of a history.
    ops: usize,
    /// Which of the longest ones: this part of so many.
    part: (u64, u64),
}

fn is_out(state: &State) -> bool {
    let role = |name| state.view().role(device(name), space("O"));
    role("A") == Role::None && role("B") == Role::Admin && role("w") == Role::Write
}

impl Members {
    fn new(rules: Rules, ops: u64) -> Self {
        let mut base = World::network(rules, &["G"]);
        base.joined_org("O", &["A", "B"], "G");
        base.joined("w", "O", "B", Role::Write);
        base.begin();
        let founded = base.now().len();
        let cut =
            ["O", "N"].map(|at| base.cut("A", space(at), base.last_of("A", space(at), founded)));
        Self {
            base,
            founded,
            cut: cut.to_vec(),
            ops: usize::try_from(ops).unwrap(),
            part: (0, 1),
        }
    }

    /// What was said, as a world.
    fn world(&self, history: &History) -> World {
        let mut world = self.base.clone();
        for said in &history.said {
            let places = (0..history.said.len()).filter(|place| said.knows(*place));
            self.knowing(&mut world, places);
            self.say(&mut world, said);
        }
        world
    }

    /// The next operation knows these of a history, and what its author does not leave out.
    fn knowing(&self, world: &mut World, places: impl Iterator<Item = usize>) {
        let late = places.map(|place| self.founded + place);
        let known: Vec<At> = late.chain([self.founded - 1]).collect();
        world.knowing(&known).dated_back();
    }

    fn say(&self, world: &mut World, said: &Said) -> At {
        let (home, author) = (space("O"), said.item.author());
        let (a, b) = (person_member("A"), person_member("B"));
        let place = || Member::Invitation(device("place of B"));
        match said.item {
            Item::AccuseB => world.restrict(author, home, Word::remove(b)),
            Item::GrantW => world.add(author, home, person_member("w"), Role::Admin),
            Item::RevokePlaceOfB => world.restrict(author, home, Word::remove(place())),
            Item::LiftA => world.lift(author, home, a),
            Item::AccuseA => world.restrict(author, home, Word::remove(a)),
            Item::LiftB => world.lift(author, home, b),
            Item::SecondByA | Item::SecondByB | Item::SecondByG => {
                let meant = usize::from(said.meant.unwrap());
                world.second(author, self.founded + meant)
            }
        }
    }

    /// Two honest words by who knows all but some.
    fn end(&self, world: &World, history: &History, but: &BTreeSet<usize>) -> State {
        let mut world = world.clone();
        let places = (0..history.said.len()).filter(|place| !but.contains(place));
        let known: Vec<usize> = places.collect();
        self.knowing(&mut world, known.iter().copied());
        let word = Word::remove(person_member("A"));
        let word = world.restrict_with_cut("B", space("O"), word, self.cut.clone());
        world.knowing(&[word]).dated_back();
        world.second("G", word);
        world.look()
    }

    /// Another causal order: always the last that may come next.
    fn other_order(&self, history: &History) -> Vec<At> {
        let mut order: Vec<At> = (0..self.founded).collect();
        let mut left: Vec<usize> = (0..history.said.len()).collect();
        let mut heard = 0_u8;
        while let Some(next) = left
            .iter()
            .rposition(|place| history.said[*place].known & !heard == 0)
        {
            let place = left.remove(next);
            heard |= 1 << place;
            order.push(self.founded + place);
        }
        order
    }

    fn judged<'a>(&self, history: &'a History) -> &'a Verdict {
        history.verdict.get_or_init(|| self.verdict(history))
    }

    fn verdict(&self, history: &History) -> Verdict {
        let world = self.world(history);
        let (home, network) = (space("O"), space("N"));
        let now = world.look();
        let role = |name| now.view().role(device(name), home);
        let (a, b, w) = (role("A"), role("B"), role("w"));
        let other = world.in_this_order(&self.other_order(history));
        let (view, roles) = (now.view(), other.roles());
        let same = ["A", "B", "w", "G"].iter().all(|name| {
            let mut spaces = [home, network].into_iter();
            spaces.all(|at| view.role(device(name), at) == roles.role(device(name), at))
        });
        let mut all = world.now().into_iter();
        let ordered = same && all.all(|at| now.counts(at) == other.counts(at));
        let unknown = history.unknown_of_a();
        let restored = is_out(&self.end(&world, history, &BTreeSet::new()));
        Verdict {
            alone: b != Role::Admin && now.works("A", "O"),
            made_admin: w == Role::Admin && !history.has(Item::SecondByB),
            ordered,
            restored,
            stays_out: unknown.is_empty() || is_out(&self.end(&world, history, &unknown)),
            by_one: now.is_decided(home, person_member("B")),
            suspended: b == Role::None && !now.is_decided(home, person_member("B")),
            decided: a == Role::None && now.is_decided(home, person_member("A")),
            promoted: w == Role::Admin,
            freed: (a, b, w) == (Role::Admin, Role::Admin, Role::Write)
                && history.has(Item::AccuseB)
                && history.has(Item::LiftB),
        }
    }
}

impl Model for Members {
    type State = History;
    type Action = Said;

    fn init_states(&self) -> Vec<History> {
        vec![History::default()]
    }

    fn actions(&self, history: &History, actions: &mut Vec<Said>) {
        let count = history.said.len();
        if count == self.ops {
            return;
        }
        for known in (0..1_u16 << count).map(|part| u8::try_from(part).unwrap()) {
            if !history.is_past(known) {
                continue;
            }
            let knows = |place: &usize| known & (1 << place) != 0;
            for item in Item::ALL {
                // An honest author leaves nothing out that she said.
                let author = item.author();
                let mut own = (0..count).filter(|at| history.said[*at].item.author() == author);
                if author != "A" && !own.all(|place| knows(&place)) {
                    continue;
                }
                let said = |meant| Said {
                    depth: known.count_ones(),
                    known,
                    item,
                    meant,
                };
                let Some(kinds) = item.means() else {
                    actions.push(said(None));
                    continue;
                };
                let all = (0..count).filter(knows);
                let meant = all.filter(|place| kinds.contains(&history.said[*place].item));
                actions.extend(meant.map(|place| said(u8::try_from(place).ok())));
            }
        }
    }

    fn within_boundary(&self, history: &History) -> bool {
        let (part, parts) = self.part;
        history.said.len() < self.ops || history.lot() % parts == part
    }

    fn next_state(&self, history: &History, said: Said) -> Option<History> {
        history.with(said)
    }

    fn properties(&self) -> Vec<Property<Self>> {
        vec![
            Property::always(ALONE, |model, h| !model.judged(h).alone),
            Property::always(NO_ADMIN, |model, h| !model.judged(h).made_admin),
            Property::always(TWO_DECIDE, |model, h| !model.judged(h).by_one),
            Property::always(ORDERED, |model, h| model.judged(h).ordered),
            Property::always(RESTORED, |model, h| model.judged(h).restored),
            Property::always(STAYS_OUT, |model, h| model.judged(h).stays_out),
            Property::sometimes("B is suspended", |model, h| model.judged(h).suspended),
            Property::sometimes("A is decided out", |model, h| model.judged(h).decided),
            Property::sometimes("a promotion is seconded", |model, h| {
                model.judged(h).promoted
            }),
            Property::sometimes("a lift restores everybody", |model, h| {
                model.judged(h).freed
            }),
        ]
    }
}

#[test]
fn every_short_history_ends_well() {
    let ops = asked("ASAMBLEA_MODEL_OPS").unwrap_or(OPS);
    let parts = asked("ASAMBLEA_MODEL_PARTS").unwrap_or(1);
    let part = asked("ASAMBLEA_MODEL_PART").unwrap_or(0);
    let model = Members {
        part: (part, parts),
        ..Members::new(None, ops)
    };
    let begun = Instant::now();
    let checker = model.checker().spawn_dfs().join();
    eprintln!(
        "histories of up to {ops} operations, of the longest part {part} of {parts}: {} states, \
         {} ways to them, {} s",
        checker.unique_state_count(),
        checker.state_count(),
        begun.elapsed().as_secs()
    );
    for property in checker.model().properties() {
        let found = checker.discovery(property.name);
        let found = found.map(|path| format!("{:?}", path.last_state()));
        let none = match property.expectation {
            Expectation::Sometimes => "never",
            _ => "always",
        };
        let found = found.unwrap_or_else(|| none.to_owned());
        eprintln!("{}: {found}", property.name);
    }
    checker.assert_properties();
}

/// What each of these mistakes breaks.
const MISTAKES: &[(Mistake, &str)] = &[
    (Mistake::OneWordMakesAnAdmin, NO_ADMIN),
    (Mistake::OneWordDecides, TWO_DECIDE),
    (Mistake::AccuserNotFrozen, ALONE),
    (Mistake::BestEdge, NO_ADMIN),
    (Mistake::CutsIgnored, RESTORED),
    (Mistake::CutsIgnored, STAYS_OUT),
];

#[test]
fn short_histories_show_mistakes() {
    for (mistake, broken) in MISTAKES {
        let model = Members::new(Some(*mistake), FEW);
        let only = HasDiscoveries::AllOf([*broken].into());
        let checker = model.checker().finish_when(only).spawn_bfs().join();
        let found = checker.discovery(broken);
        let found = found.map(|path| format!("{:?}", path.last_state()));
        eprintln!("{mistake:?}: not {broken}: {found:?}");
        assert!(found.is_some(), "{mistake:?} is not found any more");
    }
}
