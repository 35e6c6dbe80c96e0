import type { VersionCopies } from "../../versioning/version-copies.ts";
import type { Style } from "./style.ts";

/** The version, what says so, and every place with what it states. */
export function versionTable(
  { version, from, tags, metadata, locations, requirements }: Omit<VersionCopies, "edits">,
  style: Style,
): string {
  const heading = `${style.strong(version)}, by ${from}`;
  const also = [
    ...(tags.length > 0 ? [`tag ${tags.join(", ")}`] : []),
    ...(metadata === null ? [] : [`metadata ${metadata}`]),
  ];
  const mark = (agrees: boolean): string => (agrees ? style.good("ok") : style.error("!!"));
  const stated = locations.map(({ location, name, text, agrees, isSource }) => {
    const place = `${location.file}:${location.line}:${location.column}`;
    return {
      mark: mark(agrees),
      place,
      stated: `${name} ${text}${isSource ? " (source)" : ""}`,
    };
  });
  const required = requirements.map(({ location, dependent, text, admits }) => ({
    mark: mark(admits),
    place: `${location.file}:${location.line}:${location.column}`,
    stated: `${dependent} requires ${text}`,
  }));
  const places = [...stated, ...required];
  const width = Math.max(0, ...places.map((each) => each.place.length));
  const lines = places.map((each) => `${each.mark} ${each.place.padEnd(width)}  ${each.stated}`);
  return [heading, ...also, ...lines].join("\n");
}
