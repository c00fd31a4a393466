//! The program `asamblea`: the full-screen interface and every command.
//!
//! It speaks only the node's client API; it never knows libp2p, sled or a cipher.

mod harmless;
mod lang;

fn main() {
    let texts = lang::Texts::new(lang::Language::detect());
    let _ = (
        texts.get("x"),
        texts.language(),
        harmless::harmless("x"),
        harmless::harmless_lines("x"),
    );
    let _ = lang::Language::parse("es");
}
