//! The local networks that this machine is in, by what the system says of its routes.
//!
//! Owns the reading of two files of the kernel. Sends nothing, and knows no marks: who compares
//! what it finds with what a person marked decides whether multicast may run.

use std::collections::BTreeMap;
use std::fs;
use std::net::Ipv4Addr;

/// Where Linux tells its IPv4 routes.
const ROUTES: &str = "/proc/net/route";
/// Where Linux tells the hardware addresses of its neighbors.
const NEIGHBORS: &str = "/proc/net/arp";
/// The most of either file that is read; a machine with more routes is a router.
const TEXT_BYTES_MAX: usize = 256 * 1024;
/// The route can be used (`RTF_UP`).
const UP: u32 = 1;
/// The route leads through a router (`RTF_GATEWAY`).
const GATEWAY: u32 = 2;

/// Who leads out of a local network.
#[derive(Clone, Copy, Debug, Eq, PartialEq)]
enum Router {
    /// Nobody: two laptops on a cable, or a tunnel.
    Nobody,
    /// This hardware address.
    Hardware([u8; 6]),
    /// Somebody whose hardware address the system has not asked for yet.
    Unknown,
}

/// A local network that this machine is in: one interface with its ranges and its router.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct LocalNetwork {
    interface: String,
    ranges: Vec<(Ipv4Addr, u8)>,
    router: Router,
}

impl LocalNetwork {
    /// What is the same whenever the machine comes back, and elsewhere hardly ever: the router's
    /// hardware address with the ranges; the ranges alone where there is no router. `None` while
    /// the router is not known.
    #[must_use]
    pub fn mark(&self) -> Option<Vec<u8>> {
        let mut mark = match self.router {
            Router::Unknown => return None,
            Router::Nobody => b"ranges".to_vec(),
            Router::Hardware(address) => [b"router", &address[..]].concat(),
        };
        for (address, bits) in &self.ranges {
            mark.extend_from_slice(&address.octets());
            mark.push(*bits);
        }
        Some(mark)
    }

    /// For people: `192.0.2.0/24 (wlan0)`.
    #[must_use]
    pub fn label(&self) -> String {
        let ranges: Vec<String> = self
            .ranges
            .iter()
            .map(|(address, bits)| format!("{address}/{bits}"))
            .collect();
        format!("{} ({})", ranges.join(", "), self.interface)
    }
}

/// Every local network, by interface; `None` where the system does not say.
#[must_use]
pub fn local_networks() -> Option<Vec<LocalNetwork>> {
    let routes = fs::read_to_string(ROUTES).ok()?;
    // Without the second file routers stay unknown, and nothing is trusted.
    let neighbors = fs::read_to_string(NEIGHBORS).unwrap_or_default();
    if routes.len() > TEXT_BYTES_MAX || neighbors.len() > TEXT_BYTES_MAX {
        return None;
    }
    Some(parse(&routes, &neighbors))
}

/// One line of the routes.
struct Route<'a> {
    interface: &'a str,
    to: Ipv4Addr,
    through: Ipv4Addr,
    flags: u32,
    bits: u8,
}

impl<'a> Route<'a> {
    fn parse(line: &'a str) -> Option<Self> {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [interface, to, through, flags, _, _, _, mask, ..] = fields[..] else {
            return None;
        };
        let mask = u32::from(address(mask)?);
        Some(Self {
            interface,
            to: address(to)?,
            through: address(through)?,
            flags: u32::from_str_radix(flags, 16).ok()?,
            bits: u8::try_from(mask.leading_ones()).ok()?,
        })
    }
}

/// The kernel prints the four bytes as one number of the machine's own order.
fn address(hex: &str) -> Option<Ipv4Addr> {
    let number = u32::from_str_radix(hex, 16).ok()?;
    Some(Ipv4Addr::from(number.to_ne_bytes()))
}

fn parse(routes: &str, neighbors: &str) -> Vec<LocalNetwork> {
    let mut found: BTreeMap<&str, LocalNetwork> = BTreeMap::new();
    let usable = routes
        .lines()
        .skip(1)
        .filter_map(Route::parse)
        .filter(|route| route.flags & UP != 0 && !route.to.is_loopback());
    for route in usable {
        let network = found
            .entry(route.interface)
            .or_insert_with(|| LocalNetwork {
                interface: route.interface.to_owned(),
                ranges: Vec::new(),
                router: Router::Nobody,
            });
        if route.flags & GATEWAY == 0 {
            network.ranges.push((route.to, route.bits));
        } else if route.bits == 0 {
            network.router = hardware(neighbors, route.interface, route.through);
        }
    }
    for network in found.values_mut() {
        network.ranges.sort_unstable();
        network.ranges.dedup();
    }
    found.into_values().collect()
}

fn hardware(neighbors: &str, interface: &str, router: Ipv4Addr) -> Router {
    let line = neighbors.lines().skip(1).find_map(|line| {
        let fields: Vec<&str> = line.split_whitespace().collect();
        let [ip, _, _, hardware, _, device] = fields[..] else {
            return None;
        };
        let same = device == interface && ip.parse() == Ok(router);
        same.then_some(hardware)
    });
    let mut address = [0; 6];
    let mut parts = line.unwrap_or_default().split(':');
    for byte in &mut address {
        let part = parts
            .next()
            .and_then(|hex| u8::from_str_radix(hex, 16).ok());
        let Some(part) = part else {
            return Router::Unknown;
        };
        *byte = part;
    }
    // The kernel shows zeros for a neighbor that has not answered.
    if address == [0; 6] {
        Router::Unknown
    } else {
        Router::Hardware(address)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const HEAD: &str = "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT\n";
    const ARP_HEAD: &str = "IP address HW type Flags HW address Mask Device\n";

    /// As the kernel of this machine would print it.
    fn hex(address: &str) -> String {
        let address: Ipv4Addr = address.parse().unwrap();
        format!("{:08X}", u32::from_ne_bytes(address.octets()))
    }

    fn route(interface: &str, to: &str, through: &str, flags: u32, mask: &str) -> String {
        let (to, through, mask) = (hex(to), hex(through), hex(mask));
        format!("{interface}\t{to}\t{through}\t{flags:04X}\t0\t0\t0\t{mask}\t0\t0\t0\n")
    }

    fn home() -> String {
        [
            HEAD.to_owned(),
            route("wlan0", "0.0.0.0", "192.168.1.1", 3, "0.0.0.0"),
            route("wlan0", "192.168.1.0", "0.0.0.0", 1, "255.255.255.0"),
        ]
        .concat()
    }

    fn neighbor(mac: &str) -> String {
        format!("{ARP_HEAD}192.168.1.1 0x1 0x2 {mac} * wlan0\n")
    }

    fn marks(routes: &str, neighbors: &str) -> Vec<Option<Vec<u8>>> {
        let networks = parse(routes, neighbors);
        networks.iter().map(LocalNetwork::mark).collect()
    }

    #[test]
    fn a_home_is_told_by_its_router_and_its_range() {
        let (routes, arp) = (home(), neighbor("02:fc:00:00:00:05"));
        let found = parse(&routes, &arp);
        assert_eq!(found.len(), 1);
        assert_eq!(found[0].label(), "192.168.1.0/24 (wlan0)");
        let want = [&b"router\x02\xfc\0\0\0\x05"[..], &[192, 168, 1, 0, 24]].concat();
        assert_eq!(found[0].mark(), Some(want));
    }

    #[test]
    fn another_router_with_the_same_range_is_another_place() {
        let one = marks(&home(), &neighbor("02:fc:00:00:00:05"));
        let other = marks(&home(), &neighbor("02:fc:00:00:00:06"));
        assert_ne!(one, other);
    }

    #[test]
    fn a_router_that_nobody_asked_for_yet_has_no_mark() {
        for arp in [
            ARP_HEAD.to_owned(),
            neighbor("00:00:00:00:00:00"),
            neighbor("02:fc"),
            String::new(),
        ] {
            assert_eq!(marks(&home(), &arp), [None], "{arp}");
        }
    }

    #[test]
    fn without_a_router_the_ranges_tell_it_in_any_order() {
        let one = route("eth0", "10.0.0.0", "0.0.0.0", 1, "255.0.0.0");
        let two = route("eth0", "172.16.0.0", "0.0.0.0", 1, "255.240.0.0");
        let there = marks(&[HEAD, &one, &two].concat(), ARP_HEAD);
        assert_eq!(there, marks(&[HEAD, &two, &one].concat(), ARP_HEAD));
        let want = [&b"ranges"[..], &[10, 0, 0, 0, 8, 172, 16, 0, 0, 12]].concat();
        assert_eq!(there, [Some(want)]);
    }

    #[test]
    fn each_interface_is_a_place_and_what_is_down_or_broken_is_none() {
        let routes = [
            home(),
            route("docker0", "172.17.0.0", "0.0.0.0", 1, "255.255.0.0"),
            route("eth1", "10.1.0.0", "0.0.0.0", 0, "255.255.0.0"),
            "nonsense\n".to_owned(),
        ]
        .concat();
        let found = parse(&routes, &neighbor("02:fc:00:00:00:05"));
        let labels: Vec<String> = found.iter().map(LocalNetwork::label).collect();
        assert_eq!(
            labels,
            ["172.17.0.0/16 (docker0)", "192.168.1.0/24 (wlan0)"]
        );
    }
}
