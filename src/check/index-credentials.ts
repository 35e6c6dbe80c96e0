/** An address with a password, the password left out. */
export interface IndexCredentials {
  readonly masked: string;
  /** 1-based. */
  readonly line: number;
}

const ADDRESS = /\bhttps?:\/\/([^\s:/@'"<>]*):([^\s:/@'"<>]+)@([\w.-]+(?::\d+)?)(\/[^\s'"]*)?/g;

/** What stands for a password, and hosts that are nobody's. */
const PLACEHOLDER =
  /^(\*+|x{3,}|pass(word|wd)?|secret|token|pw|pwd|changeme|example|test|[<[{(].*|\$.*|%.*|.*[{}$%<>].*|your[\w-]*|my[\w-]*)$/i;
const NO_HOST =
  /(^|\.)(example(\.(com|org|net))?|localhost|test|invalid|local)(:\d+)?$|^(127\.|0\.0\.0\.0|\[)/;

/** The first index address with a real-looking password in a text: the line, or the path, has to speak of an index. */
export function findIndexCredentials(text: string): IndexCredentials | null {
  if (!text.includes("@") || !text.includes("://")) return null;
  for (const match of text.matchAll(ADDRESS)) {
    const [, user = "", password = "", host = "", path = ""] = match;
    if (PLACEHOLDER.test(password) || PLACEHOLDER.test(user) || NO_HOST.test(host)) continue;
    const start = text.lastIndexOf("\n", match.index) + 1;
    const before = text.slice(start, match.index);
    if (!/index|find-links|repository|registry|source|url/i.test(before) && !/\/simple\b/.test(path))
      continue;
    return { masked: `${user}:***@${host}`, line: text.slice(0, match.index).split("\n").length };
  }
  return null;
}
