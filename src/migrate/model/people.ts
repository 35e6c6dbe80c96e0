import { noted, type Noted, type Person } from "./project-model.ts";

/** The people that a name and an address of setup() stand for; both may be lists with commas. */
export function peopleFrom(name: string | null, email: string | null): readonly Noted<Person>[] {
  const emails = (email ?? "").split(/\s*,\s*/).filter((each) => each !== "");
  const read = emails.map((each) => {
    const [, own, address] = /^(.*?)\s*<([^>]+)>$/.exec(each) ?? [];
    return { name: own === undefined || own === "" ? null : own, email: address ?? each };
  });
  const [only] = read;
  if (read.length === 1 && only !== undefined) return [noted({ name: only.name ?? name, email: only.email })];
  return [...(name === null ? [] : [noted({ name, email: null })]), ...read.map((each) => noted(each))];
}
