import { kustomized, type Unapplied } from "../model/kustomize/kustomized";
import { beginningOf, fileProblem } from "../model/files/reading";
import { input, type Resource } from "../model/resource";
import type { UnreadPart } from "./unread-part";

/** The resources as Kustomize has them, and what it does with them that is not done here. */
export function afterKustomize(
  resources: readonly Resource[],
  stops: boolean,
): { readonly resources: readonly Resource[]; readonly unread: readonly UnreadPart[] } {
  const { resources: changed, unapplied } = kustomized(resources);
  return { resources: changed, unread: unapplied.map((each) => partFor(each, stops)) };
}

/** One for each kustomization. It blocks where what is judged may not be the servers that run. */
function partFor({ kustomization, fields, concernsVault }: Unapplied, stops: boolean): UnreadPart {
  const [first = ""] = fields;
  const position = input(kustomization, first).place.position ?? kustomization.position ?? beginningOf("");
  const problem = fileProblem(position, {
    must: "be judged as Kustomize writes it, which applies more than a scan does",
    found: fields.join(", "),
    fix: "scan what it writes: kustomize build FOLDER | strongroom scan -",
  });
  return { ...problem, blocks: stops && concernsVault };
}
