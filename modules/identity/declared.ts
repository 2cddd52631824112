import { Refusal } from "../../problem/problem";
import { nearest } from "../../problem/suggestion";
import { sameName } from "./names";

/** What is declared under a name, whatever its case. @throws Refusal if nothing is */
export function declaredOrRefused<Resource>(
  kind: "entity" | "group",
  name: string,
  declared: ReadonlyMap<string, Resource>,
): Resource {
  const found = [...declared].find(([other]) => sameName(other, name));
  if (found !== undefined) return found[1];
  const names = [...declared.keys()].sort();
  const meant = nearest(name, names);
  throw new Refusal([
    {
      subject: `${kind} "${name}"`,
      must: `be declared before it is used (declared: ${names.join(", ") || "none"})`,
      fix: meant === undefined ? "declare it, or use another" : `did you mean "${meant}"?`,
    },
  ]);
}
