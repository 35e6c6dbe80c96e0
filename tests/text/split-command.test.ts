import fc from "fast-check";
import { expect, test } from "vitest";
import { joinCommand, splitCommand } from "../../src/text/split-command.ts";

test("what is joined to one line is taken apart again", () => {
  const words = fc.array(fc.oneof(fc.string(), fc.constantFrom("it's", 'say "hi"', "a b", "\\\\", "")));
  fc.assert(
    fc.property(words, (argv) => {
      expect(splitCommand(joinCommand(argv))).toEqual(argv);
    }),
  );
  expect(joinCommand(["python", "-c", "import x"])).toBe("python -c 'import x'");
});
