//! Turns pairs of numbers into a plot, as SVG.

use std::fmt::Write;

/// A point with what it is.
pub(super) struct Point<'a> {
    pub(super) name: &'a str,
    pub(super) x: f64,
    pub(super) y: f64,
}

/// The size of the plot and of its margin.
const WIDTH: f64 = 560.0;
const HEIGHT: f64 = 320.0;
const MARGIN: f64 = 48.0;

/// A plot of points from zero to the largest, with the line that fits them best through zero: what grows as its shapes
/// do lies along it.
pub(super) fn scatter(points: &[Point<'_>], (x, y): (&str, &str)) -> String {
    let most = |of: fn(&Point<'_>) -> f64| points.iter().map(of).fold(f64::MIN_POSITIVE, f64::max);
    let (right, top) = (most(|point| point.x), most(|point| point.y));
    let place = |x: f64, y: f64| {
        (
            MARGIN + x / right * (WIDTH - 2.0 * MARGIN),
            HEIGHT - MARGIN - y / top * (HEIGHT - 2.0 * MARGIN),
        )
    };
    let mut svg = format!(
        "<svg viewBox='0 0 {WIDTH} {HEIGHT}' role='img' aria-label='{y} against {x}'>\
         <g class='axes'>"
    );
    let (left, bottom) = place(0.0, 0.0);
    let (far, high) = place(right, top);
    let _ = write!(
        svg,
        "<path d='M{left} {high}V{bottom}H{far}'/>\
         <text x='{far}' y='{}' text-anchor='end'>{x}: {right:.0}</text>\
         <text x='{left}' y='{}'>{y}: {top:.1}</text></g>",
        bottom + 20.0,
        high - 10.0,
    );
    let slope = slope(points);
    // The line ends where it leaves the plot, at whichever side that is.
    let end = if slope > 0.0 {
        right.min(top / slope)
    } else {
        right
    };
    let (line_x, line_y) = place(end, end * slope);
    let _ = write!(
        svg,
        "<path class='fit' d='M{left:.1} {bottom:.1}L{line_x:.1} {line_y:.1}'/>"
    );
    for point in points {
        let (cx, cy) = place(point.x, point.y);
        let _ = write!(
            svg,
            "<circle cx='{cx:.1}' cy='{cy:.1}' r='3'><title>{}: {:.0}, {:.2}</title></circle>",
            escaped(point.name),
            point.x,
            point.y
        );
    }
    svg.push_str("</svg>");
    svg
}

/// The slope of the line through zero that lies nearest to the points.
pub(super) fn slope(points: &[Point<'_>]) -> f64 {
    let (xy, xx) = points.iter().fold((0.0, 0.0), |(xy, xx), point| {
        (xy + point.x * point.y, xx + point.x * point.x)
    });
    if xx > 0.0 { xy / xx } else { 0.0 }
}

/// A text that HTML takes as it is.
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
}
