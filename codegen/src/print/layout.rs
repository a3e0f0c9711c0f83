//! Where lines break: Oppen's algorithm ("Prettyprinting", 1980).
//!
//! A piece of code is words, boxes, and breaks between words. A box that fits on the line has none of its breaks. In another
//! one each break is a new line, or, where the box is filled, those behind which there is no room.

/// How long a line may be.
const MARGIN: i64 = 89;
/// What a line has at least, however deep it is.
const LEAST: i64 = 60;
/// What is wider than every line.
const INFINITE: i64 = 0xffff;

/// By how much the inside of a box is indented.
pub(super) const INDENT: i64 = 4;

#[derive(Clone, Copy, Debug)]
enum Op<'t> {
    /// A box may begin or end here; nothing does.
    Slot,
    Word(&'t str),
    Break(Break),
    /// By how much the box is indented, and whether it is filled.
    Begin(i64, bool),
    /// The end of a box, which is broken when it is wider than this.
    End(i64),
}

#[derive(Clone, Copy, Debug, Default)]
struct Break {
    /// Spaces where there is no new line.
    blank: i64,
    /// By how much the new line is indented otherwise than the box.
    indent: i64,
    /// Written at the end of the line.
    before: Option<char>,
    /// Written at the start of the new line.
    after: Option<char>,
    /// Written where there is no new line.
    otherwise: Option<char>,
    never: bool,
    /// Left out when nothing follows in its box.
    if_any: bool,
}

/// Where a box may begin or end.
#[derive(Clone, Copy, Debug)]
pub(super) struct Slot(usize);

/// A piece of code before its lines are known.
#[derive(Default)]
pub(super) struct Layout<'t> {
    ops: Vec<Op<'t>>,
}

impl<'t> Layout<'t> {
    /// Text without a new line.
    pub(super) fn word(&mut self, text: &'t str) {
        self.ops.push(Op::Word(text));
    }

    /// A place for the beginning or the end of a box, of which more is known later.
    pub(super) fn slot(&mut self) -> Slot {
        self.ops.push(Op::Slot);
        Slot(self.ops.len() - 1)
    }

    /// Begins a box all of whose breaks are new lines, or none.
    pub(super) fn open(&mut self, indent: i64) {
        self.ops.push(Op::Begin(indent, false));
    }

    /// As [`Layout::open`], at a slot.
    pub(super) fn open_at(&mut self, slot: Slot, indent: i64) {
        self.ops[slot.0] = Op::Begin(indent, false);
    }

    /// Begins a box that is filled.
    pub(super) fn open_filled(&mut self, indent: i64) {
        self.ops.push(Op::Begin(indent, true));
    }

    /// Ends a box.
    pub(super) fn close(&mut self) {
        self.close_within(INFINITE);
    }

    /// Ends a box, which may not be wider on one line.
    pub(super) fn close_within(&mut self, width: i64) {
        match self.ops[..] {
            [.., Op::Begin(..), Op::Break(_)] => self.ops.truncate(self.ops.len() - 2),
            [.., Op::Break(Break { if_any: true, .. })] => {
                self.ops.pop();
                self.ops.push(Op::End(width));
            }
            _ => self.ops.push(Op::End(width)),
        }
    }

    /// Takes back the beginning of a box, and the break behind it.
    pub(super) fn unopen(&mut self, begin: Slot) {
        self.ops[begin.0..begin.0 + 2].fill(Op::Slot);
    }

    /// Ends a box at a slot.
    pub(super) fn close_at(&mut self, slot: Slot) {
        self.ops[slot.0] = Op::End(INFINITE);
    }

    /// Nothing, or a new line.
    pub(super) fn may_break(&mut self) {
        self.ops.push(Op::Break(Break::default()));
    }

    /// A space, or a new line.
    pub(super) fn space(&mut self) {
        self.ops.push(Op::Break(Break { blank: 1, ..Break::default() }));
    }

    /// As [`Layout::space`], when something follows in the box.
    pub(super) fn space_if_any(&mut self) {
        self.ops.push(Op::Break(Break { blank: 1, if_any: true, ..Break::default() }));
    }

    /// A new line.
    pub(super) fn new_line(&mut self) {
        self.ops.push(Op::Break(Break { blank: INFINITE, ..Break::default() }));
    }

    /// As [`Layout::new_line`], when something follows in the box.
    pub(super) fn new_line_if_any(&mut self) {
        self.ops.push(Op::Break(Break { blank: INFINITE, if_any: true, ..Break::default() }));
    }

    /// No new line: what follows counts for the width of what is before.
    pub(super) fn never_break(&mut self) {
        self.ops.push(Op::Break(Break { never: true, ..Break::default() }));
    }

    /// Between the items of a list, and behind the last one, where the comma is only at the end of a line.
    pub(super) fn comma(&mut self, is_last: bool) {
        self.comma_or(is_last, 0);
    }

    /// As [`Layout::comma`], with a space behind the last item where there is no new line.
    pub(super) fn comma_or_space(&mut self, is_last: bool) {
        self.comma_or(is_last, 1);
    }

    fn comma_or(&mut self, is_last: bool, blank: i64) {
        if is_last {
            self.ops.push(Op::Break(Break { blank, before: Some(','), ..Break::default() }));
        } else {
            self.word(",");
            self.space();
        }
    }

    /// The braces that a body gets when it does not fit behind `=>`, before it.
    pub(super) fn brace(&mut self) {
        self.ops.push(Op::Break(Break { before: Some('{'), ..Break::default() }));
    }

    /// As [`Layout::brace`], behind it.
    pub(super) fn unbrace(&mut self) {
        let end = Break { indent: -INDENT, after: Some('}'), otherwise: Some(','), ..Break::default() };
        self.ops.push(Op::Break(end));
    }

    /// Indents the line behind the last break less.
    pub(super) fn outdent(&mut self) {
        if let Some(Op::Break(last)) = self.ops.last_mut() {
            last.indent -= INDENT;
        }
    }

    /// Writes the lines, and forgets them.
    pub(super) fn write(&mut self, out: &mut String) {
        let sizes = self.sizes();
        Lines { out, space: MARGIN, indentation: 0, pending: 0, boxes: Vec::new() }.write(&self.ops, &sizes);
        self.ops.clear();
    }

    /// How wide each box is, and each break with what is before the next one.
    fn sizes(&self) -> Vec<i64> {
        let mut sizes = vec![0; self.ops.len()];
        // Boxes and breaks whose end is not found yet, and ends of boxes.
        let mut open: Vec<usize> = Vec::new();
        let mut total = 0_i64;
        for (index, op) in self.ops.iter().enumerate() {
            match op {
                Op::Slot => {}
                Op::Word(text) => total += text.len() as i64,
                Op::Begin(..) => {
                    sizes[index] = -total;
                    open.push(index);
                }
                Op::End(width) => {
                    let is_wide = |begin: usize| sizes[begin] + total > *width;
                    if *width < INFINITE && self.begin_of(&open).is_some_and(is_wide) {
                        total += INFINITE;
                    }
                    open.push(index);
                }
                Op::Break(it) => {
                    self.end_at(total, &mut open, &mut sizes);
                    sizes[index] = -total;
                    open.push(index);
                    total += it.blank;
                }
            }
        }
        while !open.is_empty() {
            self.end_at(total, &mut open, &mut sizes);
            // A box that no break follows ends with the code.
            if let Some(begin) = open.pop() {
                sizes[begin] += total;
            }
        }
        sizes
    }

    /// The beginning of the box that ends here.
    fn begin_of(&self, open: &[usize]) -> Option<usize> {
        let mut depth = 1;
        for &index in open.iter().rev() {
            match self.ops[index] {
                Op::End(_) => depth += 1,
                Op::Begin(..) => depth -= 1,
                _ => {}
            }
            if depth == 0 {
                return Some(index);
            }
        }
        None
    }

    /// A break ends the break before it in its box, and the boxes between them.
    fn end_at(&self, total: i64, open: &mut Vec<usize>, sizes: &mut [i64]) {
        let mut depth = 0;
        while let Some(&index) = open.last() {
            match self.ops[index] {
                Op::Begin(..) if depth == 0 => return,
                Op::Begin(..) => {
                    sizes[index] += total;
                    depth -= 1;
                }
                Op::End(_) => depth += 1,
                _ => {
                    sizes[index] += total;
                    if depth == 0 {
                        open.pop();
                        return;
                    }
                }
            }
            open.pop();
        }
    }
}

/// A box that is being written.
#[derive(Clone, Copy)]
enum Frame {
    Fits,
    /// The indentation around it, and whether it is filled.
    Broken(i64, bool),
}

struct Lines<'o> {
    out: &'o mut String,
    /// Letters that are left on the line.
    space: i64,
    indentation: i64,
    /// Spaces before the next word.
    pending: i64,
    boxes: Vec<Frame>,
}

impl Lines<'_> {
    fn write(&mut self, ops: &[Op<'_>], sizes: &[i64]) {
        for (op, &size) in ops.iter().zip(sizes) {
            match *op {
                Op::Slot => {}
                Op::Word(text) => self.word(text),
                Op::Break(it) => self.line(it, size),
                Op::Begin(indent, filled) if size > self.space => {
                    self.boxes.push(Frame::Broken(self.indentation, filled));
                    self.indentation += indent;
                }
                Op::Begin(..) => self.boxes.push(Frame::Fits),
                Op::End(_) => {
                    if let Some(Frame::Broken(around, _)) = self.boxes.pop() {
                        self.indentation = around;
                    }
                }
            }
        }
    }

    fn word(&mut self, text: &str) {
        self.indent();
        self.out.push_str(text);
        self.space -= text.len() as i64;
    }

    fn indent(&mut self) {
        self.out.extend((0..std::mem::take(&mut self.pending)).map(|_| ' '));
    }

    fn line(&mut self, it: Break, size: i64) {
        let fits = it.never
            || match self.boxes.last() {
                Some(Frame::Fits) => true,
                Some(Frame::Broken(_, false)) => false,
                Some(Frame::Broken(_, true)) | None => size <= self.space,
            };
        if fits {
            self.pending += it.blank;
            self.space -= it.blank;
            self.out.extend(it.otherwise);
            self.space -= i64::from(it.otherwise.is_some());
            return;
        }
        if let Some(sign) = it.before {
            self.indent();
            self.out.push(sign);
        }
        self.out.push('\n');
        self.pending = self.indentation + it.indent;
        self.space = (MARGIN - self.pending).max(LEAST);
        if let Some(sign) = it.after {
            self.indent();
            self.out.push(sign);
            self.space -= 1;
        }
    }
}
