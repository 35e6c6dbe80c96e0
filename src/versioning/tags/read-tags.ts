import type { VersionConfig } from "../../config/sections/version.ts";
import type { Patterns } from "../../ports/patterns.ts";
import { compareVersions, parseVersion, type Version } from "../../version/pep440.ts";
import {
  DEFAULT_TAG_TEMPLATE,
  parseTagTemplate,
  tagTemplateProblem,
  KNOWN_TEMPLATES,
  type TagTemplate,
} from "../../version/tag-template.ts";
import { aliasTags } from "./aliases.ts";
import { learnTemplate, type Learned } from "./learn-template.ts";
import { isPackagersTag, takeApart, templateTextOf, type TagPieces } from "./take-apart.ts";
import { toolFormats, type ToolFormat } from "./tool-formats.ts";
import { toolReader, type ToolReader } from "./tool-reader.ts";

/** A tag that names a version of the project. */
export interface ProjectTag {
  readonly name: string;
  /** The commit it stands for. */
  readonly commit: string;
  readonly version: Version;
  /** As the tag spells it. */
  readonly text: string;
  readonly atHead: boolean;
}

/** A tag that looks like a version's and does not count. */
export interface PassedOver {
  readonly tag: string;
  readonly reason: string;
  /** The package of this repository whose release it is; absent for any other tag. */
  readonly package?: string;
}

/** The tags of a project as everything reads them. */
export interface ProjectTags {
  /** How the next one is spelled. */
  readonly template: TagTemplate;
  readonly from: "configuration" | "tool" | "history" | "default";
  /** The tool's setting that decides; null for any other origin. */
  readonly setting: string | null;
  /** In git's order; without those that move from release to release. */
  readonly releases: readonly ProjectTag[];
  readonly passedOver: readonly PassedOver[];
  /** Why nothing may be concluded from the history: one tag, and the template, of each spelling that may be meant. */
  readonly unclear: { readonly tags: readonly string[]; readonly templates: readonly string[] } | null;
  /** Names of the moving tags, each with the release that it stands for. */
  readonly aliases: ReadonlyMap<string, string>;
}

/** What the tags of a project are read from. */
export interface TagsQuestion {
  readonly pyproject: Readonly<Record<string, unknown>>;
  readonly config: Pick<VersionConfig, "tag">;
  /** What files of release tools name; the settings in pyproject.toml come before them. */
  readonly formats?: readonly ToolFormat[];
  readonly name: string;
  /** Folder of the project in its repository, with a slash at the end; empty at the root. */
  readonly folder: string;
  readonly tags: readonly { readonly name: string; readonly commit: string }[];
  /** The commit at HEAD; null without one. */
  readonly head: string | null;
  /** The tag that `git describe` finds; null without one. */
  readonly nearest: string | null;
  /** The version that a file states; null where the tags are the source. */
  readonly stated: Version | null;
}

/** How the tags of a project are read. */
export interface TagReader {
  readonly template: TagTemplate;
  readonly from: ProjectTags["from"];
  readonly setting: string | null;
  /** The version that a tag names, as it is spelled there; null for any other tag. */
  readonly read: (tag: string) => string | null;
  readonly unclear?: ProjectTags["unclear"];
}

/**
 * Reads the tags: by [tool.shipwheel.version], else by the settings of the tool that makes the version or the releases,
 * else as the history spells them. One reading for everything that looks at tags.
 */
export function readTags(question: TagsQuestion, patterns: Patterns): ProjectTags {
  const { tags, name } = question;
  const { read, unclear = null, ...reader } = tagReader(question, patterns);
  const named = tags.flatMap((tag) => {
    const text = read(tag.name);
    const version = text === null ? null : parseVersion(text);
    return text === null || version === null
      ? []
      : [{ name: tag.name, commit: tag.commit, version, text, atHead: tag.commit === question.head }];
  });
  const aliases = aliasTags(named);
  const releases = named.filter((tag) => !aliases.has(tag.name));
  const known = new Set(releases.map((tag) => tag.name));
  const passedOver = tags.flatMap(({ name: tag }) => {
    if (known.has(tag)) return [];
    const sibling = siblingOf(tag, reader.template, name);
    if (sibling !== null) return [{ tag, reason: `is a tag of ${sibling}`, package: sibling }];
    const reason = reasonOf(tag, reader.template, name, aliases.get(tag));
    return reason === null ? [] : [{ tag, reason }];
  });
  return { ...reader, releases, passedOver, unclear, aliases };
}

function reasonOf(tag: string, template: TagTemplate, name: string, of: string | undefined): string | null {
  if (of !== undefined) return `is an alias of ${of}`;
  if (template.looksLike(name, tag)) return "is not a PEP 440 version";
  if (takeApart(tag) === null) return null;
  const form = template.format(name, "{version}");
  return isPackagersTag(tag) ? "is a packager's tag" : `is not of the form ${form}`;
}

/** The package whose release a tag is, where each has tags of its own. */
function siblingOf(tag: string, template: TagTemplate, name: string): string | null {
  if (!template.hasName || template.looksLike(name, tag)) return null;
  return template.readings(tag).find((each) => NAME.test(each.name))?.name ?? null;
}

const NAME = /^[A-Z0-9](?:[A-Z0-9._-]*[A-Z0-9])?$/i;

/** The reader of a project's tags, without reading all of them. */
export function tagReader(question: Omit<TagsQuestion, "head">, patterns: Patterns): TagReader {
  const { config, name, folder, pyproject, stated } = question;
  if (config.tag !== undefined) return byTemplates([config.tag], name, "configuration", null);
  const tool = toolReader(pyproject, patterns);
  const ordered = nearestFirst(question);
  if (tool?.setting != null) return byTool(tool, ordered, name);
  const format = formatOf([...toolFormats(pyproject), ...(question.formats ?? [])], ordered, question);
  if (format !== null) return byTemplates(format.templates, name, "tool", format.setting);
  return byHistory(learnTemplate({ tags: ordered, name, folder, stated, read: tool?.read ?? null }), name);
}

function nearestFirst({ tags, nearest }: Pick<TagsQuestion, "tags" | "nearest">): readonly string[] {
  const names = tags.map((tag) => tag.name).toReversed();
  return nearest === null ? names : [nearest, ...names.filter((each) => each !== nearest)];
}

/**
 * The format that fits a tag, else the first one. A format that fits none is left where the stated version is tagged in
 * another spelling: the settings are those of a tool that nobody runs.
 */
function formatOf(
  formats: readonly ToolFormat[],
  tags: readonly string[],
  { name, stated }: Pick<TagsQuestion, "name" | "stated">,
): ToolFormat | null {
  const fits = ({ templates }: ToolFormat): boolean =>
    templates.some((text) => tags.some((tag) => parseTagTemplate(text).parse(name, tag) !== null));
  const fitting = formats.find(fits);
  if (fitting !== undefined) return fitting;
  const isTagged = tags.some((tag) => {
    const version = parseVersion(takeApart(tag)?.version ?? "");
    return stated !== null && version !== null && compareVersions(version, stated) === 0;
  });
  return isTagged ? null : (formats[0] ?? null);
}

function byTemplates(
  texts: readonly string[],
  name: string,
  from: ProjectTags["from"],
  setting: string | null,
): TagReader {
  const templates = texts.map(parseTagTemplate);
  const [template = parseTagTemplate(DEFAULT_TAG_TEMPLATE)] = templates;
  return { template, from, setting, read: (tag) => firstReading(templates, name, tag) };
}

function byTool(tool: ToolReader, tags: readonly string[], name: string): TagReader {
  const read = (tag: string): string | null => tool.read(tag)?.version ?? null;
  const example = firstSpeakable(tool, tags, name);
  const text = example == null ? null : templateTextOf(example, name);
  const reads = (template: string): boolean =>
    tagTemplateProblem(template) === null &&
    read(parseTagTemplate(template).format(name, "1.2.3")) === "1.2.3";
  const chosen = text ?? [...tool.suggested, ...KNOWN_TEMPLATES].find(reads) ?? DEFAULT_TAG_TEMPLATE;
  return { template: parseTagTemplate(chosen), from: "tool", setting: tool.setting, read };
}

function firstSpeakable(tool: ToolReader, tags: readonly string[], name: string): TagPieces | null {
  for (const tag of tags) {
    const pieces = tool.read(tag);
    if (isSpeakable(pieces, name)) return pieces;
  }
  return null;
}

function isSpeakable(pieces: TagPieces | null, name: string): pieces is TagPieces {
  return pieces !== null && tagTemplateProblem(templateTextOf(pieces, name)) === null;
}

/** With and without `v` are one spelling: a version that is tagged as either is tagged. */
const PLAIN: readonly string[] = ["v{version}", "{version}", "V{version}"];

function byHistory(learned: Learned, name: string): TagReader {
  const template = learned.kind === "learned" ? learned.template : parseTagTemplate(DEFAULT_TAG_TEMPLATE);
  const texts = PLAIN.includes(template.text) ? PLAIN : [template.text];
  const templates = texts.map(parseTagTemplate);
  return {
    template,
    from: learned.kind === "learned" ? "history" : "default",
    setting: null,
    read: (tag) => firstReading(templates, name, tag),
    unclear: learned.kind === "unclear" ? learned : null,
  };
}

function firstReading(templates: readonly TagTemplate[], name: string, tag: string): string | null {
  for (const template of templates) {
    const version = template.parse(name, tag);
    if (version !== null) return version;
  }
  return null;
}
