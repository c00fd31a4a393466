//! The events that a running node prints, as JSON or in words.

use asamblea_node::api::{Event, PeerState};

use crate::cli::failure::Failure;
use crate::cli::output::Output;
use crate::cli::words::short;
use crate::harmless::harmless;
use crate::lang::Texts;

/// Prints an event of the contract; the others are for interfaces.
pub(super) fn print(event: &Event, out: &mut Output, texts: &Texts) -> Result<(), Failure> {
    let Some(words) = words(event, texts) else {
        return Ok(());
    };
    if out.is_json() {
        out.object(event)
    } else {
        out.line(&words)
    }
}

fn words(event: &Event, texts: &Texts) -> Option<String> {
    let text = match event {
        Event::Listening { address } => {
            texts.with("node-listening", &[("address", &harmless(address))])
        }
        Event::Ready {} => texts.get("node-ready"),
        Event::Peer {
            device,
            org,
            state,
            reason,
            ..
        } => {
            let who = org.as_deref().unwrap_or_else(|| short(device));
            let key = match state {
                PeerState::Connected => "node-peer-connected",
                PeerState::Closed => "node-peer-closed",
            };
            let reason = reason.as_deref().map(|reason| format!(": {reason}"));
            let text = texts.with(key, &[("who", &format!("«{}»", harmless(who)))]);
            format!("{text}{}", harmless(&reason.unwrap_or_default()))
        }
        Event::Synced {
            device,
            received,
            sent,
        } => {
            let who = format!("«{}»", harmless(short(device)));
            let (received, sent) = (received.to_string(), sent.to_string());
            let arguments = [("who", &*who), ("received", &*received), ("sent", &*sent)];
            texts.with("node-synced", &arguments)
        }
        Event::Alert { code, .. } => {
            let code = format!("«{}»", harmless(code));
            texts.with("node-alert", &[("code", &code)])
        }
        Event::Stopping {} => texts.get("node-stopping"),
        _ => return None,
    };
    Some(text)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::output::tests::Printed;
    use crate::lang::Language;

    fn printed(event: &Event, json: bool) -> String {
        let printed = Printed::default();
        let texts = Texts::new(Language::Spanish);
        print(event, &mut printed.output(json), &texts).unwrap();
        printed.text()
    }

    #[test]
    fn events_have_the_keys_of_the_contract() {
        let address = "/ip4/127.0.0.1/tcp/1/p2p/X".to_owned();
        let listening = Event::Listening { address };
        assert_eq!(
            printed(&listening, true),
            "{\"address\":\"/ip4/127.0.0.1/tcp/1/p2p/X\",\"event\":\"listening\"}\n"
        );
        assert_eq!(printed(&Event::Ready {}, true), "{\"event\":\"ready\"}\n");
        assert_eq!(
            printed(&Event::Stopping {}, true),
            "{\"event\":\"stopping\"}\n"
        );
        let peer = Event::Peer {
            device: "d".to_owned(),
            org: None,
            address: "a".to_owned(),
            via: "tcp".to_owned(),
            state: PeerState::Closed,
            reason: Some("left\u{1b}".to_owned()),
        };
        assert_eq!(
            printed(&peer, true),
            "{\"address\":\"a\",\"device\":\"d\",\"event\":\"peer\",\"org\":null,\
             \"reason\":\"left\u{fffd}\",\"state\":\"closed\",\"via\":\"tcp\"}\n"
        );
        assert!(!printed(&peer, false).contains('\u{1b}'));
        let synced = Event::Synced {
            device: "d".to_owned(),
            received: 2,
            sent: 1,
        };
        assert_eq!(
            printed(&synced, true),
            "{\"device\":\"d\",\"event\":\"synced\",\"received\":2,\"sent\":1}\n"
        );
    }

    #[test]
    fn what_only_interfaces_need_is_not_printed() {
        assert_eq!(printed(&Event::Locked {}, true), "");
        let changed = Event::Changed {
            space: "s".to_owned(),
            object: None,
        };
        assert_eq!(printed(&changed, false), "");
    }
}
