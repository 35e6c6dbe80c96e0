/** An address with a password, the password left out. */
export interface IndexCredentials {
  readonly masked: string;
  /** A token of a form that says whose it is: L002 finds these in archives. */
  readonly isKnown: boolean;
  /** 1-based. */
  readonly line: number;
}

const ADDRESS = /\bhttps?:\/\/([^\s:/@'"<>]*)(?::([^\s:/@'"<>]*))?@([\w.-]+(?::\d+)?)(\/[^\s'"]*)?/g;

/** A user that is a token: long, and not a word that people write. */
const TOKEN = /^(?=.*\d)(?=.*[A-Za-z])[\w.~%+=-]{16,}$/;

/** What stands for a password, and hosts that are nobody's. */
const PLACEHOLDER =
  /^(\*+|x{3,}|pass(word|wd)?|secret|token|pw|pwd|changeme|example|test|[<[{(].*|\$.*|%.*|.*[{}$%<>].*|your[\w-]*|my[\w-]*)$/i;
const NO_HOST =
  /(^|\.)(example(\.(com|org|net))?|localhost|test|invalid|local)(:\d+)?$|^(127\.|0\.0\.0\.0|\[)/;

/** What stands before the address of an index, or of a file or repository to install: a key, an option, `name @`. */
const SPEAKS_OF_INDEX =
  /index|find-links|repository|registry|source|url|^\s*["']?[\w.-]+(\[[\w,.-]*\])?\s*@\s*(git\+)?$|^\s*(-e\s+|--editable[\s=])?git\+$/i;

function isPlaceholder(text: string): boolean {
  return PLACEHOLDER.test(text);
}

/** The first index address with a real-looking password in a text: the line, or the path, has to speak of an index. */
export function findIndexCredentials(text: string): IndexCredentials | null {
  if (!text.includes("@") || !text.includes("://")) return null;
  for (const match of text.matchAll(ADDRESS)) {
    const [, user = "", password = "", host = "", path = ""] = match;
    if (NO_HOST.test(host) || isPlaceholder(user)) continue;
    // Many indexes take a token for the user, with no password or one that says nothing.
    const isToken = TOKEN.test(user);
    if (!isToken && (password === "" || isPlaceholder(password))) continue;
    const start = text.lastIndexOf("\n", match.index) + 1;
    const before = text.slice(start, match.index);
    if (!SPEAKS_OF_INDEX.test(before) && !/\/simple\b/.test(path)) continue;
    return {
      masked: `${isToken ? "***" : `${user}:***`}@${host}`,
      isKnown: /^(glpat-|gh[pousr]_|github_pat_|pypi-)/.test(isToken ? user : password),
      line: text.slice(0, match.index).split("\n").length,
    };
  }
  return null;
}
