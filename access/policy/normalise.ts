import { formatHcl } from "../../hcl/format";
import { storedText } from "./stored-text";

/**
 * The one form of a policy's text: what Vault stores should be what the reviewer reads, so stanzas, comments and their order
 * stay as they are, and blanks, line ends and commas are as in `vault policy fmt`. Vault stores it byte by byte, so that a
 * preview against Vault shows no difference where none was made. JSON stays JSON, trimmed.
 *
 * @param text that `parsePolicy` accepts
 * @throws SyntaxProblem where Vault cannot parse it
 */
export function normalisePolicy(text: string): string {
  const formatted = formatHcl(storedText(text));
  // Vault refuses an empty text, and stores one of blank lines as an empty one.
  return formatted === "" ? "# No stanza: this policy grants nothing.\n" : formatted;
}
