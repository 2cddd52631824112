import type { Problem } from "../../../problem/problem";
import { refuseFor } from "../../../problem/refuse-for";
import type { TotpArgs, TotpKeyArgs } from "./args";

/** @throws Refusal with everything that Vault would refuse */
export function checkTotp({ path, keys = [] }: TotpArgs): void {
  const names = keys.map((key) => key.name);
  const repeated = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
  refuseFor([
    ...repeated.map((name) => ({
      subject: `TOTP engine "${path}"`,
      path: "keys",
      must: "have each name once",
      found: `"${name}" again`,
      fix: "give each key its own name",
    })),
    ...keys.flatMap((key) => keyProblems(path, key)),
  ]);
}

function keyProblems(path: string, { name, issuer, accountName, period = 30 }: TotpKeyArgs): Problem[] {
  const subject = `key "${name}" of TOTP engine "${path}"`;
  return [
    ...Object.entries({ issuer, accountName })
      .filter(([, text]) => text.trim() === "")
      .map(([field]) => ({
        subject,
        path: field,
        must: "have text: a key that Vault makes is named by it",
        found: '""',
      })),
    ...(Number.isInteger(period) && period >= 1
      ? []
      : [
          {
            subject,
            path: "period",
            must: "be whole seconds, from 1",
            found: String(period),
            fix: "leave it out for 30",
          },
        ]),
  ];
}
