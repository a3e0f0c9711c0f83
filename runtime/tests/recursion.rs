//! No decoder recurses without consuming input, whatever its tables say: types that are made at random, over documents
//! that are made at random, on a small stack.

#![allow(missing_docs)]

use std::cell::{Cell, RefCell};

use clientwright_runtime::json::{self, Decode, DecodeError, Decoder, Shape, decode_untagged};

const TYPES: usize = 8;

/// What a type is; numbers are types.
#[derive(Clone, Copy, Debug)]
enum Table {
    Text,
    List(usize),
    /// The members `0`, `1` and `2`.
    Object([usize; 3]),
    /// One of three, by shape.
    Union([usize; 3]),
    /// One of three, by the member `t`.
    Tagged([usize; 3]),
}

thread_local! {
    static TABLES: RefCell<[Table; TYPES]> = const { RefCell::new([Table::Text; TYPES]) };
    static STEPS: Cell<usize> = const { Cell::new(0) };
}

fn table(index: usize) -> Table {
    TABLES.with_borrow(|tables| tables[index])
}

/// A value of a type. Nothing is kept of it.
struct Node<const N: usize>;

type Read = fn(&mut Decoder<'_>) -> Result<(), DecodeError>;

const READ: [Read; TYPES] =
    [read::<0>, read::<1>, read::<2>, read::<3>, read::<4>, read::<5>, read::<6>, read::<7>];

const SHAPES: [fn() -> Shape; TYPES] =
    [shape::<0>, shape::<1>, shape::<2>, shape::<3>, shape::<4>, shape::<5>, shape::<6>, shape::<7>];

fn read<const N: usize>(decoder: &mut Decoder<'_>) -> Result<(), DecodeError> {
    STEPS.set(STEPS.get() + 1);
    match table(N) {
        Table::Text => decoder.str().map(drop),
        Table::List(item) => decoder.array(&mut |decoder| READ[item](decoder)),
        Table::Object(types) => decoder.object(&mut |decoder, name| match number(&name) {
            Some(index) => READ[types[index]](decoder),
            None => decoder.skip(),
        }),
        Table::Union(types) => {
            let shapes = types.map(|index| SHAPES[index]);
            decode_untagged(decoder, &shapes, &[member::<N, 0>, member::<N, 1>, member::<N, 2>], |_| Node)
                .map(drop)
        }
        Table::Tagged(types) => match decoder.tag("t")?.as_deref().and_then(number) {
            Some(index) => READ[types[index]](decoder),
            None => decoder.skip(),
        },
    }
}

fn member<const N: usize, const INDEX: usize>(decoder: &mut Decoder<'_>) -> Result<Node<N>, DecodeError> {
    match table(N) {
        Table::Union(types) => READ[types[INDEX]](decoder).map(|()| Node),
        other => panic!("{other:?} is no union"),
    }
}

fn shape<const N: usize>() -> Shape {
    match table(N) {
        Table::Text => Shape::Text(None),
        Table::List(_) => Shape::Array(&Shape::Any),
        Table::Object(_) => Shape::Object(&[]),
        // The shapes of a process that ends soon.
        Table::Union(types) | Table::Tagged(types) => {
            Shape::OneOf(Box::leak(Box::new(types.map(|index| SHAPES[index]))))
        }
    }
}

fn number(name: &str) -> Option<usize> {
    name.parse().ok().filter(|index| *index < 3)
}

impl<const N: usize> Decode for Node<N> {
    const SHAPE: Shape = Shape::Any;

    fn decode(decoder: &mut Decoder<'_>) -> Result<Self, DecodeError> {
        read::<N>(decoder).map(|()| Self)
    }
}

/// The same numbers on every run (xorshift).
struct Random(u64);

impl Random {
    fn below(&mut self, limit: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        usize::try_from(self.0 >> 33).unwrap() % limit
    }

    fn table(&mut self) -> Table {
        let mut types = || [self.below(TYPES), self.below(TYPES), self.below(TYPES)];
        let types = types();
        match self.below(8) {
            0 => Table::Text,
            1 => Table::List(types[0]),
            2 | 3 => Table::Object(types),
            4 | 5 => Table::Union(types),
            _ => Table::Tagged(types),
        }
    }

    fn document(&mut self, depth: usize) -> String {
        let text = |random: &mut Self| random.document(depth - 1);
        match self.below(if depth == 0 { 2 } else { 6 }) {
            0 => "1".to_owned(),
            1 => "\"a\"".to_owned(),
            2 => format!("[{},{}]", text(self), text(self)),
            kind => {
                let tag = if kind == 3 { String::new() } else { format!("\"t\":\"{}\",", self.below(4)) };
                format!("{{{tag}\"0\":{},\"{}\":{}}}", text(self), self.below(4), text(self))
            }
        }
    }
}

fn decode(text: &str) {
    STEPS.set(0);
    // Whether it fits is of no interest.
    let _ = json::from_str::<Node<0>>(text);
    let steps = STEPS.get();
    assert!(steps < 200_000, "{steps} steps for {text} with {:?}", TABLES.with_borrow(|tables| *tables));
}

#[test]
fn whatever_the_tables_say() {
    let all = || {
        let mut random = Random(0x2545_f491_4f6c_dd1d);
        for _ in 0..800 {
            let tables = std::array::from_fn(|_| random.table());
            TABLES.set(tables);
            for _ in 0..4 {
                decode(&random.document(4));
            }
        }
    };
    std::thread::Builder::new().stack_size(1 << 20).spawn(all).unwrap().join().unwrap();
}

/// A union that is nothing but itself, in every way.
#[test]
fn unions_of_themselves() {
    for tables in [[Table::Union([0; 3]); TYPES], [Table::Tagged([0; 3]); TYPES]] {
        TABLES.set(tables);
        for text in ["1", "[]", "{}", r#"{"t":"0"}"#, r#"[{"t":"1"}]"#] {
            decode(text);
        }
        assert!(json::from_str::<Node<0>>(r#"{"t":"0"}"#).is_err() || matches!(tables[0], Table::Union(_)));
    }
}
