import { fault } from "../../findings/fault.ts";
import { LOCAL_SCHEMES } from "./local-schemes.ts";
import { pythonRepr } from "./python-text.ts";
import { namedSchemes, type SchemeSetting } from "./scheme-names.ts";
import type { ScmVersion } from "./scm-version.ts";
import { readTagVersion, withoutLocal } from "./tag-version.ts";
import { VERSION_SCHEMES, type SchemeNeed } from "./version-schemes.ts";
import type { SchemeContext } from "./scheme-context.ts";

/** The two schemes of a configuration. */
export interface SchemeSettings {
  readonly versionScheme: SchemeSetting;
  readonly localScheme: SchemeSetting;
}

/** A finished version and the scheme that made it. */
export interface FormattedVersion {
  readonly version: string;
  readonly scheme: string;
}

/** The first scheme of the setting and what it needs. Throws `unknown-scheme`, `python-callable`. */
export function chosenScheme(setting: SchemeSetting): {
  readonly name: string;
  readonly needs: readonly SchemeNeed[];
} {
  for (const { name, scheme } of namedSchemes("version_scheme", setting, VERSION_SCHEMES)) {
    return { name, needs: scheme.needs };
  }
  throw unknown("version_scheme", setting, VERSION_SCHEMES);
}

/**
 * Makes the version of a checkout's state: the version scheme sees the tag without its local part, which is joined
 * with the local scheme's again. A preformatted state is its tag. The result is not held to PEP 440.
 */
export function formatScmVersion(
  scm: ScmVersion,
  settings: SchemeSettings,
  context: SchemeContext,
): FormattedVersion {
  if (scm.preformatted) return { version: scm.tag.text, scheme: "preformatted" };
  const base = readTagVersion(withoutLocal(scm.tag.text), context.rules.normalize) ?? scm.tag;
  const main = applyVersionScheme({ ...scm, tag: base }, settings, context);
  const tagLocal = scm.tag.version.local?.join(".") ?? "";
  return { ...main, version: joinLocal(main.version, tagLocal, applyLocalScheme(scm, settings)) };
}

function applyVersionScheme(
  scm: ScmVersion,
  settings: SchemeSettings,
  context: SchemeContext,
): FormattedVersion {
  for (const { name, scheme } of namedSchemes("version_scheme", settings.versionScheme, VERSION_SCHEMES)) {
    if (scheme.renamed !== undefined) {
      context.warn(`the version_scheme ${name} is called ${scheme.renamed} now`);
    }
    return { version: scheme.scheme(scm, context), scheme: scheme.renamed ?? name };
  }
  throw unknown("version_scheme", settings.versionScheme, VERSION_SCHEMES);
}

function applyLocalScheme(scm: ScmVersion, settings: SchemeSettings): string {
  let found = false;
  for (const { scheme } of namedSchemes("local_scheme", settings.localScheme, LOCAL_SCHEMES)) {
    found = true;
    const local = scheme(scm);
    if (local !== null) return local;
  }
  if (!found) throw unknown("local_scheme", settings.localScheme, LOCAL_SCHEMES);
  return "+unknown";
}

function unknown(key: string, setting: SchemeSetting, known: ReadonlyMap<string, unknown>): Error {
  const value = typeof setting === "string" ? pythonRepr(setting) : JSON.stringify(setting);
  return fault("unknown-scheme", { key, value, known: [...known.keys()].join(", ") });
}

/** Puts local parts behind a version, segment by segment, each segment once. */
function joinLocal(version: string, ...locals: readonly string[]): string {
  const plus = version.indexOf("+");
  const main = plus === -1 ? version : version.slice(0, plus);
  const segments = plus === -1 ? [] : version.slice(plus + 1).split(".");
  for (const segment of locals.flatMap((local) => local.replace(/^\++|\++$/g, "").split("."))) {
    if (segment !== "" && !segments.includes(segment)) segments.push(segment);
  }
  return segments.length === 0 ? main : `${main}+${segments.join(".")}`;
}
