/**
 * The single byte range of a Range header, as start and exclusive end: null when all is wanted (also for several
 * ranges, which a server may answer in full: RFC 9110, 14.2).
 */
export function parseRange(
  header: string | undefined,
  size: number,
): readonly [start: number, end: number] | "unsatisfiable" | null {
  const match = /^bytes=(\d*)-(\d*)$/.exec(header?.trim() ?? "");
  if (match === null) return null;
  const [, first = "", last = ""] = match;
  if (first === "" && last === "") return null;
  if (first === "") {
    const length = Math.min(Number(last), size);
    return length === 0 ? "unsatisfiable" : [size - length, size];
  }
  const start = Number(first);
  const end = last === "" ? size : Math.min(Number(last) + 1, size);
  return start >= size || end <= start ? "unsatisfiable" : [start, end];
}
