const TYPES = ["text/plain", "text/x-rst", "text/markdown"];
const VARIANTS: ReadonlySet<string> = new Set(["GFM", "CommonMark"]);

/** What is wrong with a Description-Content-Type, or null (core metadata; the order of PyPI's checks). */
export function contentTypeDefect(value: string): string | null {
  const [type = "", ...parameters] = value.split(";").map((part) => part.trim());
  if (!TYPES.includes(type.toLowerCase())) return `is not one of ${TYPES.join(", ")}`;
  for (const parameter of parameters) {
    const [name = "", raw = ""] = parameter.split("=").map((part) => part.trim());
    const text = raw.replaceAll(/^"|"$/g, "");
    // Python reads a parameter without a value as none at all.
    if (raw === "") continue;
    if (name.toLowerCase() === "charset" && text.toUpperCase() !== "UTF-8")
      return `has the charset ${text}; only UTF-8 is allowed`;
    if (name.toLowerCase() === "variant" && type.toLowerCase() === "text/markdown" && !VARIANTS.has(text)) {
      return `has the variant ${text}; GFM and CommonMark exist`;
    }
  }
  return null;
}
