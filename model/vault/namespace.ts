import { input, type Resource } from "../resource";
import { textOf } from "../scalars";
import { writeOf } from "./write";

/** The namespaces that resources make, as paths in the namespace that they are made in. */
export function namespacesIn(resources: readonly Resource[]): string[] {
  return resources.flatMap((resource) => {
    const path =
      resource.type === "vault:index/namespace:Namespace" ? textOf(input(resource, "path")) : written(resource);
    return path === undefined ? [] : [path.replace(/^\/+|\/+$/gu, "")];
  });
}

function written(resource: Resource): string | undefined {
  const path = writeOf(resource)?.path;
  return path?.kind === "known" ? /^sys\/namespaces\/(?<path>.+)$/u.exec(path.value)?.groups?.["path"] : undefined;
}
