//! The scenarios of the rules, by number: who stands how after which history.

mod flat;
mod invitations;
mod nested;
mod office;
mod world;
