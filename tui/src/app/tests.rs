//! The interface against a scripted node: keys go in through `update`, screens come out.

mod assessments;
mod assigned;
mod calendar;
mod calling;
mod consulting;
mod dates;
mod decisions;
mod delegations;
mod entry;
mod example;
mod exporting;
mod files;
mod harness;
mod links;
mod meetings;
mod people;
mod plans;
mod posts;
mod proposals;
mod reach;
mod screens;
mod scripts;
mod stories;
mod texts;
mod tour;
mod waiting;
