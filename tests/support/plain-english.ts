/**
 * Words that no reader should meet, and what to write instead: one list for documents, rule texts, messages and help.
 * Quoted words of others (a server's, an installer's), code and link targets are no words of ours.
 */
export interface OldWord {
  readonly pattern: RegExp;
  readonly write: string;
  /** A sentence that has it, by which the list is proved. */
  readonly example: string;
}

export const OLD_WORDS: readonly OldWord[] = [
  { pattern: /\b[Ll]icences?\b/, write: "license", example: "the licence is missing" },
  { pattern: /\bback-ends?\b/i, write: "backend", example: "a back-end builds it" },
  { pattern: /\bfront-ends?\b/i, write: "frontend", example: "the front-end asks for it" },
  { pattern: /\bplug-ins?\b/i, write: "plugin", example: "a plug-in of pytest" },
  { pattern: /\bartefacts?\b/i, write: "artifact", example: "both artefacts" },
  { pattern: /\bcolou[r](s|ed)?\b/i, write: "color", example: "without colour" },
  {
    pattern: /\bburn(?:t|s|ed)?\b(?!-)/i,
    write: "can never be reused; revoked",
    example: "the file name is burnt",
  },
  { pattern: /\bfor ever\b/i, write: "permanently", example: "it stays for ever" },
  { pattern: /\bas whom\b/i, write: "authentication method", example: "as whom to upload" },
  { pattern: /\b(go|goes|went|going) on\b/i, write: "resume, continue", example: "the release goes on" },
  { pattern: /\bdo(es)? without\b/i, write: "does not need, omits", example: "a build that does without" },
  { pattern: /\banother one\b/i, write: "a different, differs from", example: "another one than declared" },
  { pattern: /\bthe usual ones\b/i, write: "name them", example: "besides the usual ones" },
  {
    pattern: /(?<!\bthere )\b(is|are|was) none\b/,
    write: "is not a ..., there is no ...",
    example: "a date that is none",
  },
  {
    pattern: /(?<!\bwhat [\w ]{0,30})\bwould( not)? do\b/i,
    write: "is (not) acceptable",
    example: "another name would do",
  },
  { pattern: /\btold\b/i, write: "detected from, reported", example: "its kind is told by its address" },
  { pattern: /\bstands?\b(?! for\b)/i, write: "is, appears", example: "the version stands in two files" },
  { pattern: /\blie(s|d)?\b|\bas it lay\b/i, write: "is (in)", example: "the tree as it lies there" },
  { pattern: /\bsays? otherwise\b/i, write: "contradicts", example: "setup.py says otherwise" },
  { pattern: /\bfit to (be )?release/i, write: "can be released", example: "it is not fit to be released" },
  {
    pattern:
      /(?<!connections? )(?<!connections? (is|are|was) )\brefus(e|es|ed|al|als|ing)\b(?! (the )?connection| to\b)/i,
    write: "reject",
    example: "PyPI refuses the upload",
  },
  {
    pattern: /\bwould (not )?take (it|the|your)\b/i,
    write: "accept, reject",
    example: "PyPI would not take it",
  },
  { pattern: /\btrial's home\b/i, write: "environment", example: "the trial's home" },
  { pattern: /\btry everything\b/i, write: "smoke-test", example: "install and try everything" },
  {
    pattern: /\b(is|are|be|ends|end|ended|stays|stay|turns|turn|still) (red|green)\b/i,
    write: "passes, fails",
    example: "the run is red",
  },
];

/** The old words in a text of ours, each with what to write instead. */
export function oldWords(text: string): readonly string[] {
  return OLD_WORDS.flatMap(({ pattern, write }) => {
    const [found] = pattern.exec(text) ?? [];
    return found === undefined ? [] : [`"${found}": write ${write}`];
  });
}

/**
 * Markdown without what is not our prose: fenced and inline code, quotations, addresses and link targets, names of rules,
 * HTML comments. Lines keep their numbers.
 */
export function proseOf(markdown: string): string {
  const blank = (text: string): string => text.replaceAll(/[^\n]/g, " ");
  return markdown
    .replaceAll(/^( *)(`{3,}|~{3,})[^\n]*\n[\s\S]*?^\1\2 *$/gm, blank)
    .replaceAll(/^(?: {4}|\t).*$/gm, blank)
    .replaceAll(/<!--[\s\S]*?-->/g, blank)
    .replaceAll(/(`+)[^`][\s\S]*?\1/g, blank)
    .replaceAll(/"[^"\n]*"|“[^”]*”/g, blank)
    .replaceAll(/\b[a-z\d]+(?:-[a-z\d]+){2,}\b|\b[a-z]+-refused\b/g, blank)
    .replaceAll(/\]\([^)]*\)/g, blank)
    .replaceAll(/https?:\S+/g, blank);
}

/** `line: "word": write ...` for every old word of a Markdown page. */
export function oldWordsOfPage(markdown: string): readonly string[] {
  return proseOf(markdown)
    .split("\n")
    .flatMap((line, index) => oldWords(line).map((each) => `${index + 1}: ${each}`));
}
