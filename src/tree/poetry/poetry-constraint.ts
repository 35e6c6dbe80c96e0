/**
 * Turns a Poetry constraint into a PEP 440 specifier (with no blanks), for reading only: `^1.2` is `>=1.2,<2.0`,
 * `~1.2` is `>=1.2,<1.3`, a bare version is `==`, `*` is nothing. Unions (`||`) have no PEP 440 form: nothing either.
 */
export function poetryConstraint(text: string): string {
  if (text.includes("|")) return "";
  const parts = text
    .split(/\s*,\s*|\s+(?=[<>=!~^])/)
    .map((part) => part.replaceAll(/\s/g, ""))
    .filter((part) => part !== "");
  return parts
    .map(onePart)
    .filter((part) => part !== "")
    .join(",");
}

/** The same for `python = "..."`. */
export function poetryPython(text: string): string {
  return poetryConstraint(text);
}

function onePart(part: string): string {
  if (part === "*") return "";
  const match = /^(\^|~(?!=)|<=|>=|==|!=|~=|<|>|=)?v?(.+)$/.exec(part);
  const operator = match?.[1] ?? "";
  const version = match?.[2] ?? "";
  const numbers = (/^\d+(?:\.\d+)*/.exec(version)?.[0] ?? "0").split(".").map(Number);
  if (operator === "^") return `>=${version},<${caretBound(numbers)}`;
  if (operator === "~") return `>=${version},<${tildeBound(numbers)}`;
  if (operator === "" || operator === "=") return `==${version}`;
  return operator + version;
}

function caretBound(numbers: readonly number[]): string {
  const significant = numbers.findIndex((number) => number !== 0);
  return bump(numbers, significant === -1 ? numbers.length - 1 : significant);
}

function tildeBound(numbers: readonly number[]): string {
  return bump(numbers, Math.min(1, numbers.length - 1));
}

function bump(numbers: readonly number[], position: number): string {
  const bound = numbers.map((number, i) => (i < position ? number : i === position ? number + 1 : 0));
  return (bound.length === 1 ? [...bound, 0] : bound).join(".");
}
