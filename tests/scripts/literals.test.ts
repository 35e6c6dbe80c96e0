import { expect, test } from "vitest";

import { literals } from "../../scripts/messages/literals.ts";

test("texts are found with their lines, joined ones as one, and nothing of comments and patterns", () => {
  const source = [
    '// a "comment" with quotes',
    'const one = "a text " +',
    '  "in two parts";',
    "const two = `with ${hole(1)} in it`;",
    'const pattern = /"not this"/g;',
    String.raw`const three = "a \"quoted\" word";`,
  ].join("\n");
  expect(literals(source)).toEqual([
    { text: "a text in two parts", line: 2 },
    { text: "with ${…} in it", line: 4 },
    { text: 'a "quoted" word', line: 6 },
  ]);
});
