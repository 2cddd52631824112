/**
 * What a table says of a name; undefined where it says nothing. Names come from files of others, and `constructor` is one: what every
 * object of JavaScript inherits stands in no table.
 */
export function entryOf<Entry>(table: Readonly<Record<string, Entry>>, name: string): Entry | undefined {
  return Object.hasOwn(table, name) ? table[name] : undefined;
}
