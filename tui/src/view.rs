//! Drawing. Everything below turns state into rows and rows into cells; nothing changes state,
//! asks a clock or speaks to the node.

pub(crate) mod aftermath;
pub(crate) mod assessing;
pub(crate) mod clusters;
pub(crate) mod deciding;
pub(crate) mod files;
pub(crate) mod linking;
pub(crate) mod opening;
pub(crate) mod page;
pub(crate) mod reading;
pub(crate) mod refounding;
pub(crate) mod screens;
pub(crate) mod table;
pub(crate) mod text;
pub(crate) mod timeline;
pub(crate) mod when;
