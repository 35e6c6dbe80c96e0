import { onlyAddress } from "../../../../distribution/metadata/address-list.ts";
import { emailProblem } from "../../../../distribution/metadata/email-address.ts";
import { metadataViews } from "../../../views/metadata-view.ts";
import { symptom } from "../../../../findings/finding.ts";
import { defineRule, type Rule } from "../../../engine/rule.ts";

/** M010: invalid e-mail address. */
export const emailInvalid: Rule = defineRule({
  code: "M010",
  slug: "email-invalid",
  title: "invalid e-mail address",
  severity: "error",
  needs: ["tree", "dist"],
  pypiOnly: true,
  docs: {
    what: "PyPI checks an Author-email or Maintainer-email with one address; it does not check lists of addresses.",
    why: 'PyPI rejects the upload ("is not a valid email address").',
    fix: "write a valid address, or remove the e-mail and keep the name",
    bad: 'authors = [{ email = "me at example" }]',
    good: 'authors = [{ name = "Me", email = "me@good.dev" }]',
    peers: ["PyPI"],
  },
  *check(inputs) {
    for (const { authors, maintainers, label, origin } of metadataViews(inputs)) {
      for (const people of [authors, maintainers]) {
        const [first, ...others] = people.filter((person) => (person.email ?? "") !== "");
        if (first === undefined || others.length > 0) continue;
        // A backend writes name and address of a tree into one header.
        const email = first.email ?? "";
        const written = origin === "tree" && first.name !== null ? `"-" <${email}>` : email;
        const address = onlyAddress(written);
        const problem = address === "" ? null : emailProblem(address);
        if (problem === null) continue;
        yield {
          message: `${label}: "${origin === "tree" ? email : address}" is not an e-mail address: ${problem.replace(/\.$/, "")}`,
          location: first.location,
          subject: origin === "tree" ? email : address,
          explains: [symptom.refusal("invalid-email")],
        };
      }
    }
  },
});
