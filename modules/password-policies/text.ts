import type { CharsetArgs, PasswordPolicyArgs } from "./password-policies-args";

/** A password policy in Vault's language for them, HCL. */
export function passwordPolicyText({ length, charsets }: PasswordPolicyArgs): string {
  return [`length = ${length}`, ...charsets.map(printCharset), ""].join("\n");
}

function printCharset({ characters, atLeast = 0 }: CharsetArgs): string {
  return ["", `rule "charset" {`, `  charset   = ${printString(characters)}`, `  min-chars = ${atLeast}`, "}"].join(
    "\n",
  );
}

/** JSON escapes of printable characters no others than HCL does; but in HCL `${` would begin an interpolation. */
const printString = (characters: string): string => JSON.stringify(characters).replaceAll("${", "\\x24{");
