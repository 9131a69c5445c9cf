//! Translates character classes, as `[`, `&&`, `--` and `~~` are special in Rust.

use super::escape::{Escape, push_literal, read_escape};
use super::input::Input;

/// Added to classes that contain a surrogate: the author meant characters outside the BMP.
const TWO_HALVES: &str = r"\u{10000}-\u{10FFFF}";

/// Maximum nesting of classes.
const MAX_DEPTH: usize = 20;

/// A class item.
enum Item {
    Char(char),
    Half,
    Set(String),
}

/// Translates a class, after its opening bracket.
pub(super) fn read_class(input: &mut Input<'_>, text: &mut String) -> Result<(), String> {
    let mut class = Class {
        text,
        depth: 0,
        halves: false,
    };
    class.open(input);
    loop {
        if input.skip("&&[") {
            class.text.push_str("&&");
            class.depth += 1;
            if class.depth > MAX_DEPTH {
                return Err(format!("its classes nest deeper than {MAX_DEPTH}"));
            }
            class.open(input);
        } else if input.skip("]") {
            class.text.push(']');
            if class.depth == 0 {
                break;
            }
            class.depth -= 1;
        } else {
            let item = read_item(input)?;
            class.item(&item, input)?;
        }
    }
    Ok(())
}

/// A class under construction.
struct Class<'a> {
    text: &'a mut String,
    depth: usize,
    /// True if the innermost class already covers surrogates.
    halves: bool,
}

impl Class<'_> {
    /// Writes the start of a class; an empty one matches nothing, an empty negated one everything.
    fn open(&mut self, input: &mut Input<'_>) {
        self.text.push('[');
        self.halves = false;
        if input.skip("^") {
            self.text.push('^');
        }
        if input.rest().starts_with(']') {
            self.text.push_str(r"a&&b");
        }
    }

    /// Writes an item, with the rest of a range that starts with it.
    fn item(&mut self, first: &Item, input: &mut Input<'_>) -> Result<(), String> {
        let mut ahead = input.clone();
        let ranges = ahead.skip("-") && !ahead.rest().starts_with(']');
        if matches!(first, Item::Set(_)) || !ranges || ahead.rest().is_empty() {
            self.single(first);
            return Ok(());
        }
        let last = read_item(&mut ahead)?;
        *input = ahead;
        self.range(first, &last);
        Ok(())
    }

    fn single(&mut self, item: &Item) {
        match item {
            Item::Char(c) => push_literal(self.text, *c),
            Item::Half => self.two_halves(),
            Item::Set(set) if is_inverse(set) => {
                self.text.push('[');
                self.text.push_str(set);
                self.text.push(']');
            }
            Item::Set(set) => self.text.push_str(set),
        }
    }

    /// Writes a range, clipped to exclude surrogates.
    fn range(&mut self, first: &Item, last: &Item) {
        let (low, high) = match (first, last) {
            (Item::Char(low), Item::Char(high)) => (*low, *high),
            (Item::Char(low), Item::Half) => (*low, '\u{D7FF}'),
            (Item::Half, Item::Char(high)) => ('\u{E000}', *high),
            (Item::Half, Item::Half) => return self.two_halves(),
            (Item::Set(_), _) | (_, Item::Set(_)) => {
                self.single(first);
                self.text.push_str(r"\-");
                return self.single(last);
            }
        };
        if matches!((first, last), (Item::Half, _) | (_, Item::Half)) {
            self.two_halves();
        }
        push_literal(self.text, low);
        self.text.push('-');
        push_literal(self.text, high);
    }

    fn two_halves(&mut self) {
        if !self.halves {
            self.halves = true;
            self.text.push_str(TWO_HALVES);
        }
    }
}

/// Returns true if the set is negated.
fn is_inverse(set: &str) -> bool {
    set.starts_with('^')
}

/// Reads a class item.
fn read_item(input: &mut Input<'_>) -> Result<Item, String> {
    match input.take() {
        None => Err("unclosed class".to_owned()),
        Some('\\') => Ok(match read_class_escape(input)? {
            Escape::Char(c) => Item::Char(c),
            Escape::Half(_) => Item::Half,
            Escape::Set(set) => Item::Set(set),
            Escape::Assertion(_) | Escape::Back(_) => {
                return Err("a class contains something other than characters".to_owned());
            }
        }),
        Some(c) => Ok(Item::Char(c)),
    }
}

/// Reads an escape in a class, where assertions and backreferences do not exist.
fn read_class_escape(input: &mut Input<'_>) -> Result<Escape, String> {
    if input.skip("b") {
        return Ok(Escape::Char('\x08'));
    }
    let literal = |c: &char| matches!(c, 'A' | 'B' | 'Z' | 'k' | 'z' | '1'..='9');
    if let Some(c) = input.rest().chars().next().filter(literal) {
        input.take();
        return Ok(Escape::Char(c));
    }
    read_escape(input)
}
