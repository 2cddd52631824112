/**
 * The text that Vault stores for the one it is sent: what happens to be standard base64 is decoded first
 * (vault/logical_system.go, handlePoliciesSet; Go passes over line ends).
 */
export function storedText(text: string): string {
  const encoded = text.replace(/[\r\n]/g, "");
  const isBase64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/.test(encoded);
  return isBase64 ? Buffer.from(encoded, "base64").toString("utf8") : text;
}
