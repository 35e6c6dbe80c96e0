import { readConfig } from "../config/read-config.ts";
import { fillTitle } from "./render.ts";
import { parseChangelog } from "../tree/changelog/document.ts";
import { entryFor } from "../tree/changelog/entries.ts";
import {
  emptyEntry,
  entryFacts,
  linkedRelease,
  sectionText,
  sinceText,
  withoutVersion,
  type ChangelogEntry,
  type EntryMaterial,
} from "./entry.ts";
import { releaseUnreleased, unreleasedSection } from "./unreleased.ts";

/** The entry of a changelog that a person keeps: what is unreleased there, under the version and the day. */
export function entryByHand(material: EntryMaterial): ChangelogEntry {
  const { tree, settings, request } = material;
  const { changelog, file } = settings;
  if (changelog === null) return emptyEntry(material, "unreleased", `there is no ${file}`);
  const facts = entryFacts(material);
  const unreleased = unreleasedSection(changelog);
  if (unreleased === null) {
    return emptyEntry(material, "unreleased", `${file} has nothing unreleased${sinceText(material)}`);
  }
  const base = { ...facts, origin: "unreleased", strangers: [], note: withoutVersion(material) } as const;
  if (facts.version === null) return { ...base, section: sectionText(changelog, unreleased), edits: [] };
  const release = linkedRelease(material, facts.version);
  const title = readConfig(tree.pyproject).changelog.title;
  const name = tree.project.name?.value ?? "";
  const titled =
    title === undefined ? null : fillTitle(title, { name, version: facts.version, date: request.date });
  const after = releaseUnreleased(changelog, release, { day: request.date, title: titled }) ?? changelog.text;
  const made = parseChangelog(file, after);
  const entry = entryFor(made, facts.version);
  return {
    ...base,
    section: entry === undefined ? "" : sectionText(made, entry),
    edits: [{ path: file, before: changelog.text, after }],
  };
}
