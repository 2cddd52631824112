/** Whether the whole text fits a pattern in which `*` stands for any text, none as well, `\*` for a star, and all else for itself. */
export function fits(pattern: string, text: string): boolean {
  const [start = "", ...others] = pattern.split(/(?<!\\)\*/u).map((part) => part.replaceAll("\\*", "*"));
  const end = others.pop();
  if (end === undefined) return text === start;
  if (!text.startsWith(start) || !text.endsWith(end)) return false;
  let from = start.length;
  for (const part of others) {
    const found = text.indexOf(part, from);
    if (found === -1) return false;
    from = found + part.length;
  }
  return from <= text.length - end.length;
}
