import { formatBytes } from "../text/quantities.ts";
import { html, type Html } from "./html.ts";
import { squarify } from "./squarify.ts";

/** One box of a tree map. */
export interface Leaf {
  readonly name: string;
  readonly size: number;
  /** What shares a color: the top folder. */
  readonly group: string;
}

/** Boxes beyond these are drawn as one. */
const MOST_BOXES = 120;
const WIDTH = 1000;
const HEIGHT = 380;

/** Colors of the groups, as hues that differ in light and in dark. */
const HUES = [210, 150, 40, 325, 95, 265, 15, 185] as const;

/** Sizes as areas, the largest first. The same facts belong into a table beside it, for who sees no picture. */
export function treeMap(leaves: readonly Leaf[], label: string): Html {
  const sorted = leaves.filter(({ size }) => size > 0).toSorted((a, b) => b.size - a.size);
  const rest = sorted.slice(MOST_BOXES);
  const boxes: readonly Leaf[] = [
    ...sorted.slice(0, MOST_BOXES),
    ...(rest.length === 0
      ? []
      : [{ name: `${rest.length} more files`, size: sum(rest.map(({ size }) => size)), group: "" }]),
  ];
  const groups = [...new Set(boxes.map(({ group }) => group))];
  const places = squarify(
    boxes.map(({ size }) => size),
    WIDTH,
    HEIGHT,
  );
  const percent = (part: number, whole: number): string => `${((part / whole) * 100).toFixed(2)}%`;
  return html`<div class="map" role="img" aria-label="${label}">
    ${boxes.map(({ name, size, group }, index) => {
      const { left = 0, top = 0, width = 0, height = 0 } = places[index] ?? {};
      const hue = HUES[groups.indexOf(group) % HUES.length] ?? 0;
      const at = `left:${percent(left, WIDTH)};top:${percent(top, HEIGHT)};width:${percent(width, WIDTH)};height:${percent(height, HEIGHT)};--hue:${hue}`;
      return html`<div style="${at}" title="${name}, ${formatBytes(size)}">
        <span><b>${name.split("/").slice(-2).join("/")}</b> ${formatBytes(size)}</span>
      </div>`;
    })}
  </div>`;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
