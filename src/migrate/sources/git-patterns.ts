import { matchesFromTop } from "../../text/glob.ts";

/**
 * Whether a path is meant by patterns as .gitignore has them, the last one that fits deciding: a slash at the beginning or
 * within takes a pattern from the top, `!` takes back, a directory stands for all below.
 */
export function fitsPatterns(patterns: readonly string[], path: string): boolean {
  let fits = false;
  for (const pattern of patterns) {
    const isBack = pattern.startsWith("!");
    if (fitsOne(isBack ? pattern.slice(1) : pattern, path)) fits = !isBack;
  }
  return fits;
}

function fitsOne(pattern: string, path: string): boolean {
  const clean = pattern.replace(/\/+$/, "");
  if (clean === "" || clean === ".") return true;
  const isTop = clean.includes("/");
  const whole = clean.replace(/^\.?\//, "");
  const forms = isTop ? [whole] : [whole, `**/${whole}`];
  return forms.some((form) => matchesFromTop(form, path) || matchesFromTop(`${form}/**`, path));
}
