import { describe, expect, test } from "vitest";
import { nodePatterns } from "../../../src/adapters/node-patterns.ts";
import { parseDescribe } from "../../../src/versioning/scm/describe.ts";
import { formatScmVersion } from "../../../src/versioning/scm/format.ts";
import {
  DEFAULT_TAG_REGEX,
  splitTag,
  versionOfTag,
  type TagRules,
} from "../../../src/versioning/scm/tag-match.ts";
import { compileTagRegex } from "../../../src/versioning/scm/regex/tag-regex.ts";
import { Fault } from "../../../src/findings/fault.ts";
import { readVectors } from "../../support/vectors.ts";

interface Rows<Input, Expected> {
  readonly cases: readonly { readonly id: string; readonly input: Input; readonly expected: Expected }[];
}

const silent = (): void => undefined;
const defaults: TagRules = { prefix: "", regex: DEFAULT_TAG_REGEX, normalize: true };

describe("vcs-versioning 2.6.0 as the anchor of versions from history", () => {
  const described = (readVectors("describe") as Rows<string, object>).cases;
  test("takes every output of git describe apart", () => {
    expect(described).toHaveLength(49);
    for (const { id, input, expected } of described) expect(parseDescribe(input), id).toEqual(expected);
  });

  const tags = (
    readVectors("tags") as Rows<
      { tag: string; tag_regex: string | null; tag_prefix: string; normalize: boolean },
      { version: string | null; match: object | null; warnings: readonly string[] }
    >
  ).cases;
  test("the tags are all there", () => expect(tags).toHaveLength(246));

  test.each(tags)("$id reads $input.tag with $input.tag_regex", ({ input, expected }) => {
    const regex =
      input.tag_regex === null ? DEFAULT_TAG_REGEX : compileTagRegex(input.tag_regex, nodePatterns());
    const rules = { prefix: input.tag_prefix, regex, normalize: input.normalize };
    const warnings: string[] = [];
    const version = versionOfTag(input.tag, rules, (text) => warnings.push(text));
    expect({ version: version?.text ?? null, match: splitTag(input.tag, rules), warnings }).toEqual(expected);
  });

  const schemes = (
    readVectors("schemes") as Rows<SchemeInput, { version?: string; parsed_tag?: string; error?: string }>
  ).cases;
  test("the schemes are all there", () => expect(schemes).toHaveLength(2116));

  test.each(schemes)("$id: $input.version_scheme of $input.tag", ({ input, expected }) => {
    const actual = formatted(input);
    const { version, parsed_tag, error } = expected;
    expect(actual).toEqual(error === undefined ? { version, parsed_tag } : { error });
  });
});

interface SchemeInput {
  readonly tag: string;
  readonly distance: number;
  readonly dirty: boolean;
  readonly node: string | null;
  readonly branch: string | null;
  readonly node_date: string | null;
  readonly time: string;
  readonly version_scheme: string;
  readonly local_scheme: string;
  readonly normalize: boolean;
}

function formatted(input: SchemeInput): object {
  const rules = { ...defaults, normalize: input.normalize };
  const tag = versionOfTag(input.tag, rules, silent);
  if (tag === null) throw new Error(`the vectors hold an unusable tag: ${input.tag}`);
  const { distance, dirty, node, branch } = input;
  const scm = {
    tag,
    tagName: input.tag,
    distance,
    dirty,
    node,
    branch,
    nodeDate: input.node_date,
    preformatted: false,
    time: new Date(input.time),
  };
  try {
    const settings = { versionScheme: input.version_scheme, localScheme: input.local_scheme };
    const { version } = formatScmVersion(scm, settings, { rules, fragments: [], warn: silent });
    return { version, parsed_tag: tag.text };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { error: error.code };
  }
}
