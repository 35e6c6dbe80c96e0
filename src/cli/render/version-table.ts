import type { VersionCopies } from "../../versioning/version-copies.ts";
import type { Style } from "./style.ts";

/** The version, what says so, and every place with what it states. */
export function versionTable(
  { version, from, tags, metadata, locations }: Omit<VersionCopies, "edits">,
  style: Style,
): string {
  const heading = `${style.strong(version)}, by ${from}`;
  const also = [
    ...(tags.length > 0 ? [`tag ${tags.join(", ")}`] : []),
    ...(metadata === null ? [] : [`metadata ${metadata}`]),
  ];
  const places = locations.map(({ location, name, text, agrees, isSource }) => {
    const place = `${location.file}:${location.line}:${location.column}`;
    return {
      mark: agrees ? style.good("ok") : style.error("!!"),
      place,
      stated: `${name} ${text}${isSource ? " (source)" : ""}`,
    };
  });
  const width = Math.max(0, ...places.map((each) => each.place.length));
  const lines = places.map(({ mark, place, stated }) => `${mark} ${place.padEnd(width)}  ${stated}`);
  return [heading, ...also, ...lines].join("\n");
}
