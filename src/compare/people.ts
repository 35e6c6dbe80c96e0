/** The people of `Author` and `Author-email` (or of the maintainers) as `Name <address>`, each once. */
export function peopleOf(names: string | null, addresses: string | null): ReadonlyMap<string, string> {
  const found = splitList(addresses ?? "").map(readAddress);
  const [only] = found;
  // An address without a name belongs to the one name beside it.
  const loose = (names ?? "").trim();
  if (loose !== "" && found.length === 1 && only !== undefined && only.name === "")
    found[0] = { ...only, name: loose };
  else if (loose !== "") {
    const known = new Set(found.map(({ name }) => name));
    const more = known.has(loose) ? [] : splitNames(loose, known);
    for (const name of more) found.push({ name, email: "" });
  }
  return new Map(found.map(({ name, email }) => [`${name} <${email}>`, name]));
}

function splitNames(names: string, known: ReadonlySet<string>): readonly string[] {
  return names.split(/\s*,\s*/).filter((name) => name !== "" && !known.has(name));
}

/** Commas within quotes part nothing. */
function splitList(text: string): readonly string[] {
  return (text.match(/(?:"(?:[^"\\]|\\.)*"|[^",])+/g) ?? [])
    .map((each) => each.trim())
    .filter((each) => each !== "");
}

function readAddress(text: string): { readonly name: string; readonly email: string } {
  const match = /^(.*?)\s*<([^>]*)>$/s.exec(text);
  if (match === null) return { name: "", email: text };
  const [, name = "", email = ""] = match;
  return { name: name.replace(/^"(.*)"$/s, "$1").replaceAll(/\\(.)/g, "$1"), email };
}
