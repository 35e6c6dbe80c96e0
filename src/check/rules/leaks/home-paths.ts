/** A home folder of a person in some text, and its line; 0 for a binary file. */
export interface HomePath {
  readonly path: string;
  readonly line: number;
}

const MARKS = ["/home/", "/Users/", "\\Users\\"];

const HOME =
  /(?<![\w./-])(?:\/home\/|\/Users\/|[A-Za-z]:(?:\\\\?)Users(?:\\\\?))([A-Za-z][\w.-]*)[/\\]+([\w.+-]+)/g;

/** Accounts of build services, and names that stand for any person's. */
const NOBODY =
  /^(runner|runneradmin|travis|circleci|vsts|vagrant|conda|build|builder|builds|buildbot|ubuntu|docker|user|users|username|name|me|you|your[\w-]*|my[\w-]*|foo|bar|baz|someone|somebody|example|alice|bob|john|jane|joe|guest|public|shared|default|app|root|test|xxx+|linuxbrew)$/i;

/** The first home folder of somebody in the bytes of a file; undefined when there is none. */
export function findHomePath(bytes: Uint8Array): HomePath | undefined {
  const data = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  if (!MARKS.some((mark) => data.includes(mark))) return undefined;
  const text = data.toString("latin1");
  const isBinary = data.subarray(0, 1024).includes(0);
  for (const match of text.matchAll(HOME)) {
    if (NOBODY.test(match[1] ?? "")) continue;
    return { path: match[0], line: isBinary ? 0 : text.slice(0, match.index).split("\n").length };
  }
  return undefined;
}
