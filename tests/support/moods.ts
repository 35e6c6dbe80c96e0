import type { Mood } from "./played-github.ts";

/** What a host may answer in the place of what is asked for, and how that is told. */
export const MOODS: readonly (readonly [string, Mood, RegExp])[] = [
  ["HTML", { status: 200, body: "<html>sign in</html>" }, /not JSON/],
  ["another document", { status: 200, body: '{"hello": 1}' }, /documentation/],
  ["404", { status: 404, body: '{"message":"Not Found"}' }, /not visible to this token/],
  ["403", { status: 403, body: '{"message":"Forbidden"}' }, /no permission to read it \("Forbidden"\)/],
  ["429", { status: 429, body: "" }, /rate limit/],
  [
    "403 of the rate limit",
    { status: 403, body: "{}", headers: { "x-ratelimit-remaining": "0" } },
    /rate limit/,
  ],
  ["a redirect", { status: 301, body: "" }, /renamed/],
  [
    "hostile words",
    { status: 403, body: JSON.stringify({ message: "\u001b[2J\n::error::x" }) },
    /no permission to read it/,
  ],
];
