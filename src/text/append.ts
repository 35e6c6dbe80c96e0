/** Appends the elements of a list of any length: spread into a call, each of them takes its place on the stack. */
export function append<Element>(list: Element[], more: Iterable<Element>): void {
  for (const each of more) list.push(each);
}
