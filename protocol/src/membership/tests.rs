//! The scenarios of the rules, by number; random and exhaustive histories; and the mistakes that
//! they find when somebody makes them.

mod flat;
mod forks;
mod grow;
mod hostile;
mod invitations;
mod mistakes;
mod model;
mod nested;
mod office;
mod paths;
mod random;
mod recovery;
mod world;
