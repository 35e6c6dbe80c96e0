/** A place in a rectangle. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/**
 * Divides a rectangle into boxes of the given areas, as square as can be (Bruls, Huizing, van Wijk: Squarified Treemaps,
 * 2000). `sizes` are positive and fall; the boxes come in the same order.
 */
export function squarify(sizes: readonly number[], width: number, height: number): readonly Box[] {
  const total = sizes.reduce((sum, each) => sum + each, 0);
  if (total <= 0) return [];
  const areas = sizes.map((size) => (size / total) * width * height);
  const boxes: Box[] = [];
  let free: Box = { left: 0, top: 0, width, height };
  for (let from = 0; from < areas.length;) {
    const side = Math.min(free.width, free.height);
    let to = from + 1;
    while (to < areas.length && worst(areas.slice(from, to + 1), side) <= worst(areas.slice(from, to), side))
      to += 1;
    const strip = areas.slice(from, to);
    boxes.push(...along(strip, free));
    free = withoutStrip(free, strip);
    from = to;
  }
  return boxes;
}

/** The worst ratio of sides in a strip along a side of this length. */
function worst(strip: readonly number[], side: number): number {
  const area = strip.reduce((sum, each) => sum + each, 0);
  const thickness = area / side;
  return Math.max(...strip.map((each) => Math.max(thickness ** 2 / each, each / thickness ** 2)));
}

function thicknessOf({ width, height }: Box, strip: readonly number[]): number {
  const side = Math.min(width, height);
  return side <= 0 ? 0 : strip.reduce((sum, each) => sum + each, 0) / side;
}

function along(strip: readonly number[], free: Box): readonly Box[] {
  const thickness = thicknessOf(free, strip);
  const isColumn = free.width >= free.height;
  let at = isColumn ? free.top : free.left;
  return strip.map((area) => {
    const length = thickness <= 0 ? 0 : area / thickness;
    const box = isColumn
      ? { left: free.left, top: at, width: thickness, height: length }
      : { left: at, top: free.top, width: length, height: thickness };
    at += length;
    return box;
  });
}

function withoutStrip(free: Box, strip: readonly number[]): Box {
  const thickness = thicknessOf(free, strip);
  return free.width >= free.height
    ? { ...free, left: free.left + thickness, width: Math.max(0, free.width - thickness) }
    : { ...free, top: free.top + thickness, height: Math.max(0, free.height - thickness) };
}
