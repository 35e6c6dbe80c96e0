import type { Location } from "../findings/location.ts";
import type { StaticEntryPoint } from "./static-project.ts";

/** Reads `name = target` as setup.py, setup.cfg and entry_points.txt write it; nothing when there is no `=`. */
export function entryPointLine(text: string, location: Location): readonly StaticEntryPoint[] {
  const equals = text.indexOf("=");
  if (equals === -1) return [];
  return [{ name: text.slice(0, equals).trim(), target: text.slice(equals + 1).trim(), location }];
}
