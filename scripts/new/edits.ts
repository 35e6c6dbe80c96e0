/** Texts by path: what is there, or what is written. */
export type Read = (path: string) => string;
export type Written = ReadonlyMap<string, string>;

/** A name in kebab case as an identifier: `no-such-thing` is `noSuchThing`. */
export function camelCase(name: string): string {
  return name.replaceAll(/[-_]+([a-z0-9])/gi, (_, letter: string) => letter.toUpperCase());
}

/** A file with one more import, behind the last one that it sorts behind. */
export function withImport(text: string, line: string): string {
  const path = (each: string): string => /from "([^"]+)"/.exec(each)?.[1] ?? "";
  const lines = text.split("\n");
  const imports = lines.flatMap((each, at) => (/^(?:import|\}) .*from "/.test(each) ? [at] : []));
  const before = imports.findLast((at) => path(lines[at] ?? "") < path(line));
  const place = before === undefined ? 0 : before + 1;
  return [...lines.slice(0, place), line, ...lines.slice(place)].join("\n");
}

/**
 * A file with one more line before the line `last`, at or behind the line that begins with `first`, or before the first
 * line between them that `isAfter` is true of. Throws when the list is not there: then it looks otherwise than it did.
 */
export function withItem(
  text: string,
  list: { readonly first: string; readonly last: string },
  line: string,
  isAfter: (line: string) => boolean = () => false,
): string {
  const lines = text.split("\n");
  const first = lines.findIndex((each) => each.startsWith(list.first));
  const last = lines.findIndex((each, at) => at > first && each === list.last);
  if (first === -1 || last === -1) throw new Error(`no list from "${list.first}" to "${list.last}"`);
  const after = lines.findIndex((each, at) => at > first && at < last && isAfter(each));
  const place = after === -1 ? last : after;
  return [...lines.slice(0, place), line, ...lines.slice(place)].join("\n");
}
