import { describe, expect, test } from "vitest";
import { mayHoldSecret } from "../../../../src/check/rules/leaks/credential-prefixes.ts";
import { findSecrets } from "../../../../src/check/rules/leaks/secrets.ts";

// Made of parts, so that no scanner takes this file for a leak.
const RANDOM = "q7Zk2Vn9Xb4Tm8Lc1Rw6Yp3Hs5Jd0Gf7Ae2Ku9Iv4Oz8Nq1Bx6Ml3Cr5Ws0Ty7Pe2Dg9Hj4";
const token = (mark: string, length: number): string => mark + RANDOM.slice(0, length);

const KINDS: readonly (readonly [kind: string, text: string])[] = [
  ["a GitHub token", token("ghp_", 36)],
  ["a Google API key", token("AIza", 35)],
  ["a Stripe key", token("sk_live_", 24)],
  ["a Slack token", ["xoxb", "1234567890", "9876543210", RANDOM.slice(0, 24)].join("-")],
  ["an AWS access key", ["AKIA", "Q3EGRIZXM5LTN7WB"].join("")],
  ["an AWS secret key", `aws_secret_access_key = "${RANDOM.slice(0, 40)}"`],
  ["a credential for sendgrid", `SG.${RANDOM.slice(0, 22)}.${RANDOM.slice(10, 53)}`],
  ["a credential for npm", token("npm_", 36)],
];

describe("credentials", () => {
  test.each(KINDS)("%s passes the search for beginnings and is found", async (kind, text) => {
    const content = `import os\n${"# filler\n".repeat(50)}value = '${text}'\n`;
    expect(mayHoldSecret(Buffer.from(content))).toBe(true);
    const found = await findSecrets(content);
    expect(found).toMatchObject([{ kind, line: 52 }]);
    // What is shown is a few letters of it.
    expect(found[0]?.masked.length).toBeLessThan(12);
  });

  test.each([
    ["an example of AWS", "AKIAIOSFODNN7EXAMPLE"],
    ["one letter", `ghp_${"x".repeat(36)}`],
    ["a beginning alone", "ghp_ is how GitHub's tokens begin, sk-proj- OpenAI's"],
    ["an address with a password", "https://user:password@good.dev/x and postgres://user:password@db/x"],
    ["a key's first line", "-----BEGIN RSA PRIVATE KEY-----"],
  ])("%s is none", async (_what, text) => {
    expect(await findSecrets(`value = '${text}'\n`)).toEqual([]);
  });

  test("files without a beginning never reach the patterns", () => {
    const text = "def access(key):\n    return {'ghost': 'sg.', 'hf': key}\n".repeat(200);
    expect(mayHoldSecret(Buffer.from(text))).toBe(false);
  });

  test("a beginning is seen wherever it stands", () => {
    const mark = Buffer.from(token("ghp_", 36));
    for (let before = 0; before < 9; before += 1)
      expect(mayHoldSecret(Buffer.concat([Buffer.alloc(before, 65), mark]))).toBe(true);
  });
});
