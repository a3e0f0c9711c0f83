//! A chart of the CPU time of each generator by document.

use super::Measured;

const COLOURS: [&str; 4] = ["#2a6f97", "#bc6c25", "#8a8d91", "#6a994e"];
/// Where bars begin, how long the longest is, and how thick they are.
const START: f64 = 240.0;
const LONGEST: f64 = 460.0;
const THICK: f64 = 14.0;

/// Bars as SVG; the longest of each document fills the width.
pub(super) fn bars(all: &[Measured]) -> String {
    let mut body = String::new();
    let generators = all.first().into_iter().flat_map(|it| &it.costs);
    for (index, (name, _)) in generators.enumerate() {
        let x = 10.0 + 190.0 * index as f64;
        body += &bar(x, 8.0, THICK, index);
        body += &text(x + 20.0, 19.0, name);
    }
    let mut y = 40.0;
    for it in all {
        body += &text(10.0, y + 11.0, &it.name);
        let seconds = it.costs.iter().filter_map(|(_, made)| Some(made.as_ref()?.cost.seconds));
        let longest = seconds.fold(f64::MIN_POSITIVE, f64::max);
        for (index, (_, made)) in it.costs.iter().enumerate() {
            let seconds = made.as_ref().map(|made| made.cost.seconds);
            let width = seconds.map_or(0.0, |seconds| (LONGEST * seconds / longest).max(1.0));
            body += &bar(START, y, width, index);
            let label = seconds.map_or_else(|| "fails".to_owned(), |seconds| format!("{seconds:.2} s"));
            body += &text(START + width + 6.0, y + 11.0, &label);
            y += THICK + 4.0;
        }
        y += THICK;
    }
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 800 {y}\" font-family=\"sans-serif\" font-size=\"12\">\n\
         <title>CPU seconds by document and generator</title>\n\
         <rect width=\"800\" height=\"{y}\" fill=\"#ffffff\"/>\n{body}</svg>\n"
    )
}

fn bar(x: f64, y: f64, width: f64, generator: usize) -> String {
    let colour = COLOURS[generator % COLOURS.len()];
    format!("<rect x=\"{x}\" y=\"{y}\" width=\"{width:.1}\" height=\"{THICK}\" fill=\"{colour}\"/>\n")
}

fn text(x: f64, y: f64, text: &str) -> String {
    let text = text.replace('&', "&amp;").replace('<', "&lt;");
    format!("<text x=\"{x:.1}\" y=\"{y}\" fill=\"#222222\">{text}</text>\n")
}
