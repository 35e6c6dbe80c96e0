import { firstAddress, isEmailAddress } from "../../../dist/email-address.ts";
import { metadataViews } from "../../metadata-view.ts";
import { symptom } from "../../../values/finding.ts";
import { defineRule, type Rule } from "../../rule.ts";

/** M010: an e-mail address is none. */
export const emailInvalid: Rule = defineRule({
  code: "M010",
  slug: "email-invalid",
  title: "an e-mail address is none",
  severity: "error",
  needs: ["tree", "dist"],
  pypiOnly: true,
  docs: {
    what: "The first address of Author-email and of Maintainer-email is checked by PyPI.",
    why: 'PyPI refuses the upload ("is not a valid email address").',
    fix: "write an address, or leave e-mail out and give a name only",
    bad: 'authors = [{ email = "me at example" }]',
    good: 'authors = [{ name = "Me", email = "me@good.dev" }]',
    peers: ["PyPI"],
  },
  *check(inputs) {
    for (const { authors, maintainers, label } of metadataViews(inputs)) {
      for (const people of [authors, maintainers]) {
        const first = people.find((person) => person.email !== null && person.email !== "");
        const address = first?.email == null ? null : firstAddress(first.email);
        if (first === undefined || address === null || isEmailAddress(address)) continue;
        yield {
          message: `${label}: "${address}" is not an e-mail address`,
          location: first.location,
          subject: address,
          explains: [symptom.refusal("invalid-email")],
        };
      }
    }
  },
});
