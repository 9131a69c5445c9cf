//! Renders scatter plots as SVG.

use std::fmt::Write;

/// A labelled point.
pub(super) struct Point<'a> {
    pub(super) name: &'a str,
    pub(super) x: f64,
    pub(super) y: f64,
}

/// Dimensions of plot and margin.
const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 340.0;
const MARGIN: f64 = 52.0;

/// Number of labelled points: those with the highest values.
const NAMED: usize = 3;

/// A scatter plot from the origin, with a regression line through the origin; linear growth follows that line.
pub(super) fn scatter(points: &[Point<'_>], (x, y): (&str, &str)) -> String {
    let frame = Frame::around(points);
    let mut svg =
        format!("<svg viewBox='0 0 {WIDTH} {HEIGHT}' role='img' aria-label='{y} against {x}'>");
    frame.axes((x, y), &mut svg);
    let slope = slope(points);
    // The line ends at the nearer border.
    let end = if slope > 0.0 {
        frame.right.min(frame.top / slope)
    } else {
        frame.right
    };
    let ((left, bottom), (line_x, line_y)) = (frame.place(0.0, 0.0), frame.place(end, end * slope));
    let _ = write!(
        svg,
        "<path class='fit' d='M{left:.1} {bottom:.1}L{line_x:.1} {line_y:.1}'/>"
    );
    for point in points {
        let (cx, cy) = frame.place(point.x, point.y);
        let _ = write!(
            svg,
            "<circle cx='{cx:.1}' cy='{cy:.1}' r='3'><title>{}: {} {x}, {} {y}</title></circle>",
            escaped(point.name),
            short(point.x),
            short(point.y)
        );
    }
    let mut by_cost: Vec<_> = points.iter().collect();
    by_cost.sort_by(|one, other| other.y.total_cmp(&one.y));
    for point in by_cost.into_iter().take(NAMED) {
        let (x, y) = frame.place(point.x, point.y);
        let _ = write!(
            svg,
            "<text x='{:.1}' y='{:.1}' text-anchor='end'>{}</text>",
            x - 7.0,
            y + 4.0,
            escaped(point.name)
        );
    }
    svg.push_str("</svg>");
    svg
}

/// Visible range.
struct Frame {
    right: f64,
    top: f64,
}

impl Frame {
    fn around(points: &[Point<'_>]) -> Self {
        let most =
            |of: fn(&Point<'_>) -> f64| points.iter().map(of).fold(f64::MIN_POSITIVE, f64::max);
        Self {
            right: most(|point| point.x),
            top: most(|point| point.y),
        }
    }

    fn place(&self, x: f64, y: f64) -> (f64, f64) {
        (
            MARGIN + x / self.right * (WIDTH - 2.0 * MARGIN),
            HEIGHT - MARGIN - y / self.top * (HEIGHT - 2.0 * MARGIN),
        )
    }

    /// Both axes with ticks and labels.
    fn axes(&self, (x, y): (&str, &str), svg: &mut String) {
        let ((left, bottom), (far, high)) =
            (self.place(0.0, 0.0), self.place(self.right, self.top));
        let _ = write!(
            svg,
            "<path d='M{left} {high}V{bottom}H{far}'/>\
             <text x='{far}' y='{}' text-anchor='end'>{x}</text>\
             <text x='{left}' y='{}'>{y}</text>",
            bottom + 36.0,
            high - 14.0,
        );
        for number in ticks(self.right) {
            let (at, _) = self.place(number, 0.0);
            let _ = write!(
                svg,
                "<path d='M{at:.1} {bottom}v4'/><text x='{at:.1}' y='{}' text-anchor='middle'>{}</text>",
                bottom + 18.0,
                short(number)
            );
        }
        for number in ticks(self.top) {
            let (_, at) = self.place(0.0, number);
            let _ = write!(
                svg,
                "<path d='M{left} {at:.1}h-4'/><text x='{}' y='{:.1}' text-anchor='end'>{}</text>",
                left - 7.0,
                at + 4.0,
                short(number)
            );
        }
    }
}

/// Four to seven round numbers from zero to the maximum.
fn ticks(most: f64) -> Vec<f64> {
    let power = 10_f64.powf(most.log10().floor());
    let steps = [0.2, 0.25, 0.5, 1.0, 2.0].map(|step| step * power);
    let step = steps.into_iter().find(|step| most / step <= 6.0);
    let step = step.unwrap_or(power);
    let numbers = (0_u32..).map(|number| f64::from(number) * step);
    numbers.take_while(|number| *number <= most).collect()
}

/// A short form of a number: thousands as `k`.
fn short(number: f64) -> String {
    if number >= 10_000.0 {
        format!("{}k", (number / 100.0).round() / 10.0)
    } else {
        format!("{}", (number * 100.0).round() / 100.0)
    }
}

/// Slope of the least-squares line through the origin.
pub(super) fn slope(points: &[Point<'_>]) -> f64 {
    let (xy, xx) = points.iter().fold((0.0, 0.0), |(xy, xx), point| {
        (xy + point.x * point.y, xx + point.x * point.x)
    });
    if xx > 0.0 { xy / xx } else { 0.0 }
}

/// Escapes text for HTML.
pub(super) fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('\'', "&#39;")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_fits() {
        let point = |x: f64, y: f64| Point { name: "a<b", x, y };
        let points = [point(1.0, 2.0), point(2.0, 4.0), point(3.0, 6.0)];
        assert!((slope(&points) - 2.0).abs() < 1e-9);
        assert!(slope(&[]).abs() < 1e-9);
        let svg = scatter(&points, ("shapes", "ms"));
        assert_eq!(svg.matches("<circle").count(), 3);
        assert!(svg.contains("a&lt;b"), "{svg}");
    }

    #[test]
    fn axes_have_round_numbers() {
        assert_eq!(ticks(4414.0), [0.0, 1000.0, 2000.0, 3000.0, 4000.0]);
        assert_eq!(
            ticks(1.1),
            [0.0, 0.2, 0.4, 0.600_000_000_000_000_1, 0.8, 1.0]
        );
        for most in [0.013, 7.0, 9.99, 10.0, 23.8, 299_999.0] {
            assert!((4..=7).contains(&ticks(most).len()), "{most}");
        }
        assert_eq!(
            [296_400.0, 23.8, 0.600_000_000_000_000_1, 4414.0].map(short),
            ["296.4k", "23.8", "0.6", "4414"]
        );
    }
}
