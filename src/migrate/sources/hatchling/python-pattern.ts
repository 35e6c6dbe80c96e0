/** A pattern of Python, as far as JavaScript has the same; flags at its front, as `(?im)`, are obeyed. */
export function pythonPattern(pattern: string, flags: string): RegExp | null {
  const inline = /^\(\?([ims]+)\)/.exec(pattern)?.[1] ?? "";
  try {
    return new RegExp(
      pattern.replace(/^\(\?[ims]+\)/, "").replaceAll("(?P<", "(?<"),
      [...new Set(flags + inline)].join(""),
    );
  } catch {
    return null;
  }
}
