import { expect, test } from "vitest";
import { refusalFinding } from "../../src/publish/refusal-finding.ts";
import { refusalReason } from "../../src/publish/refusals.ts";
import { serverMessage } from "../../src/publish/server-message.ts";
import { VERDICTS } from "./verdicts.ts";

test.each(VERDICTS)("PyPI's words on %s are known", (_, __, words) => {
  expect(refusalReason(words)).not.toBeNull();
});

test("different situations have different reasons, with few exceptions", () => {
  const reasons = new Set(VERDICTS.map(([, , words]) => refusalReason(words)));
  expect(reasons.size).toBeGreaterThan(50);
});

test("words that nobody knows have no reason, and the finding still quotes them", () => {
  const refused = { fileName: "a.whl", status: 400, message: "Brand new rule.", index: "PyPI" };
  expect(refusalFinding(refused)).toMatchObject({
    rule: "U001",
    why: "the index answered 400 Brand new rule.",
  });
  expect(refusalFinding(refused)).not.toHaveProperty("symptom");
});

test("a 403 is a matter of access", () => {
  const refused = {
    fileName: "a.whl",
    status: 403,
    message: "Invalid API Token: token is expired",
    index: "PyPI",
  };
  expect(refusalFinding(refused)).toMatchObject({ phase: "auth", symptom: "refusal:invalid-token" });
});

test.each([
  [
    '{"message":"long\\n\\nFile too large.","code":"400 File too large.","title":"Bad Request"}',
    "File too large.",
  ],
  [
    "<html><head><title>400 Can&#39;t &lt;do&gt; &amp; &#34;x&#34;</title></head></html>",
    'Can\'t <do> & "x"',
  ],
  ["400 Bad Request\n", "Bad Request"],
  [
    '{"message":"Token request failed","errors":[{"code":"invalid-token","description":"no"}]}',
    "invalid-token: no",
  ],
  ["", ""],
])("the words of %j", (body, words) => {
  expect(serverMessage({ status: 400, headers: {}, body: Buffer.from(body) })).toBe(words);
});
