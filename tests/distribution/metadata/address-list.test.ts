import { describe, expect, test } from "vitest";
import { onlyAddress } from "../../../src/distribution/metadata/address-list.ts";
import { emailProblem } from "../../../src/distribution/metadata/email-address.ts";

describe("the address of a header, as Python reads it", () => {
  test.each([
    ["ada@good.dev", "ada@good.dev"],
    ["Ada <ada@good.dev>", "ada@good.dev"],
    ['"Byron, Ada" <ada@good.dev>', "ada@good.dev"],
    ["ada@good.dev (Ada)", "ada@good.dev"],
    ["me at good", "me"],
    ["Ada <a b@good.dev>", "a b@good.dev"],
    ["A <a@good.dev", "a@good.dev"],
    // None, several, or nonsense: nobody judges them.
    ["Bob <bad>, Ada <a@good.dev>", ""],
    ["a@good.dev;c@good.dev", ""],
    ["Ada <a@@good.dev>", ""],
    ["Ada <a@[1.2.3.4]>", ""],
    ["Ada (a@good.dev", ""],
  ])("%s", (text, address) => expect(onlyAddress(text)).toBe(address));
});

describe("an address, in PyPI's words", () => {
  test.each([
    ["ada@good.dev", null],
    ["ada@bücher.example", null],
    ["ada@xn--bcher-kva.example", null],
    ["me", "An email address must have an @-sign."],
    ["a@b", "The part after the @-sign is not valid. It should have a period."],
    ["a@b..org", "An email address cannot have two periods in a row."],
    ["a.@b.org", "An email address cannot have a period immediately before the @-sign."],
    ["a b@c.org", "The email address contains invalid characters before the @-sign: SPACE."],
    [
      "a@b.invalid",
      "The part after the @-sign is a special-use or reserved name that cannot be used with email.",
    ],
  ])("%s", (address, problem) => expect(emailProblem(address)).toBe(problem));
});
