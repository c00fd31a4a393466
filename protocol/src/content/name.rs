//! Names of spaces, people and invitations; addresses of devices.

use std::fmt;

use super::ContentFault;
use super::codec::{Fields, Reader, Writer};
use crate::id::{DeviceId, SpaceId};

/// The most bytes of a name: long enough for an organization's full legal name.
pub const NAME_BYTES_MAX: usize = 256;
/// The most bytes of one address: a multiaddress with an onion host and a peer id has about 130.
pub const ADDRESS_BYTES_MAX: usize = 256;
/// The most addresses of one device: a few interfaces, relays and an onion.
pub const ADDRESSES_MAX: usize = 16;

/// An ISO 3166-1 alpha-2 code: two upper-case letters.
#[derive(Clone, Copy, Eq, Hash, Ord, PartialEq, PartialOrd)]
pub struct Country([u8; 2]);

impl Country {
    /// Reads two ASCII letters of either case.
    #[must_use]
    pub fn parse(text: &str) -> Option<Self> {
        let code: [u8; 2] = text.as_bytes().try_into().ok()?;
        code.iter()
            .all(u8::is_ascii_alphabetic)
            .then(|| Self(code.map(|b| b.to_ascii_uppercase())))
    }

    /// The two letters.
    #[must_use]
    pub fn as_str(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or_default()
    }

    fn write(value: Option<Self>, w: &mut Writer) -> Result<(), ContentFault> {
        w.text_or_absent(value.as_ref().map(Self::as_str), 2)
    }

    fn read(r: &mut Reader<'_>) -> Result<Option<Self>, ContentFault> {
        match r.text_or_absent(2)? {
            Some(text) => Self::parse(&text).map(Some).ok_or(ContentFault::Malformed),
            None => Ok(None),
        }
    }
}

impl fmt::Debug for Country {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}

/// The name of a space or organization, stated by an admin of it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Name {
    /// What is named.
    pub of: SpaceId,
    /// At most [`NAME_BYTES_MAX`] bytes.
    pub name: String,
    /// Where an organization works.
    pub country: Option<Country>,
}

impl Fields for Name {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.of.as_bytes());
        w.text(&self.name, NAME_BYTES_MAX)?;
        Country::write(self.country, w)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            of: SpaceId::from_bytes(r.array()?),
            name: r.text(NAME_BYTES_MAX)?,
            country: Country::read(r)?,
        })
    }
}

/// The name by which the author's person is known in this space.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Alias {
    /// At most [`NAME_BYTES_MAX`] bytes.
    pub name: String,
}

impl Fields for Alias {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.text(&self.name, NAME_BYTES_MAX)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            name: r.text(NAME_BYTES_MAX)?,
        })
    }
}

/// Whom or what an invitation is for, in the words of who made it.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct InvitationName {
    /// The invitation's key.
    pub invitation: DeviceId,
    /// At most [`NAME_BYTES_MAX`] bytes.
    pub name: Option<String>,
    /// For an organization.
    pub country: Option<Country>,
}

impl Fields for InvitationName {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        w.bytes(self.invitation.as_bytes());
        w.text_or_absent(self.name.as_deref(), NAME_BYTES_MAX)?;
        Country::write(self.country, w)
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            invitation: DeviceId::from_bytes(r.array()?),
            name: r.text_or_absent(NAME_BYTES_MAX)?,
            country: Country::read(r)?,
        })
    }
}

/// Where a device can be reached: replaces what its author said of that device before.
#[derive(Clone, Debug, Eq, PartialEq)]
pub struct Addresses {
    /// Multiaddresses: at most [`ADDRESSES_MAX`], each at most [`ADDRESS_BYTES_MAX`] bytes.
    pub addresses: Vec<String>,
    /// A machine of the author's organization, which has no key to say it with; absent for the
    /// author's own device.
    pub machine: Option<DeviceId>,
}

impl Fields for Addresses {
    fn write(&self, w: &mut Writer) -> Result<(), ContentFault> {
        if self.addresses.len() > ADDRESSES_MAX {
            return Err(ContentFault::FieldTooLarge);
        }
        w.texts(&self.addresses, ADDRESS_BYTES_MAX)?;
        w.bytes_or_absent(self.machine.as_ref().map(DeviceId::as_bytes));
        Ok(())
    }

    fn read(r: &mut Reader<'_>) -> Result<Self, ContentFault> {
        Ok(Self {
            addresses: r.texts(ADDRESSES_MAX, ADDRESS_BYTES_MAX)?,
            machine: r.array_or_absent()?.map(DeviceId::from_bytes),
        })
    }
}
