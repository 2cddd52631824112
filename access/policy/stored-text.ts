import { isUtf8 } from "node:buffer";
import { SyntaxProblem } from "../../hcl/syntax";

/**
 * The text that Vault stores for the one it is sent: what happens to be standard base64 is decoded first
 * (vault/logical_system.go, handlePoliciesSet; Go passes over line ends).
 * @throws SyntaxProblem where what it decodes to is no text
 */
export function storedText(text: string): string {
  if (!isBase64(text)) return text;
  const bytes = Buffer.from(text.replace(/[\r\n]/g, ""), "base64");
  if (!isUtf8(bytes)) throw new SyntaxProblem("illegal UTF-8 encoding", { line: 1, column: 1 });
  return bytes.toString("utf8");
}

export const isBase64 = (text: string): boolean =>
  /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(text.replace(/[\r\n]/g, ""));
