/** The parts of what `git describe --long --dirty` prints. */
export interface Description {
  readonly tag: string;
  readonly distance: number;
  /** `g` and the hash; null when only a tag was printed. */
  readonly node: string | null;
  readonly dirty: boolean;
}

/**
 * Takes `v1.5.0-37-g9bd1298-dirty` apart. Tags hold dashes themselves, so only an exact tail counts; a text without
 * one is a bare tag, as archives have it.
 */
export function parseDescribe(output: string): Description {
  const dirty = output.endsWith("-dirty");
  const text = dirty ? output.slice(0, -"-dirty".length) : output;
  // Python's `.` stops at a newline and its `$` lets one pass; its `\d` knows all decimal digits.
  const match = /^([^\n]+)-(\p{Nd}+)-g([0-9a-f]+)\n?$/u.exec(text);
  if (match === null) return { tag: text, distance: 0, node: null, dirty };
  const [, tag = "", distance = "", node = ""] = match;
  return { tag, distance: Number(distance), node: `g${node}`, dirty };
}
