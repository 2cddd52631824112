/**
 * Whether a path holds `{{...}}` selectors, or undefined if the braces are unbalanced. When a policy is written Vault checks no
 * more than that: an unknown selector is accepted, and its stanza dropped at each request (sdk/helper/identitytpl).
 */
export function isTemplated(path: string): boolean | undefined {
  const [before = "", ...rest] = path.split("{{");
  if (before.includes("}}") || rest.some((piece) => piece.split("}}").length !== 2)) return undefined;
  return rest.length > 0;
}
