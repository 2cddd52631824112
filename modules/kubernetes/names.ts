const label = "[a-z0-9](?:[a-z0-9-]*[a-z0-9])?";
const namespacePattern = new RegExp(`^${label}$`);
const objectPattern = new RegExp(`^${label}(?:\\.${label})*$`);

/** What a namespace's name must be (Kubernetes documentation, Object Names and IDs: RFC 1123 labels). */
export const namespaceForm = "be a namespace's name: up to 63 lower-case letters, digits and hyphens";

export function isNamespace(name: string): boolean {
  return name.length <= 63 && namespacePattern.test(name);
}

/** What the name of a service account, a Secret or a ConfigMap must be (RFC 1123 subdomains). */
export const objectNameForm = "be an object's name: up to 253 lower-case letters, digits, hyphens and periods";

export function isObjectName(name: string): boolean {
  return name.length <= 253 && objectPattern.test(name);
}
