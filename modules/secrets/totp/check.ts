import type { Problem } from "../../../problem/problem";
import { refuseFor } from "../../../problem/refuse-for";
import { repetitionProblems } from "../../repeated";
import type { TotpArgs, TotpKeyArgs } from "./args";

/** @throws Refusal with everything that Vault would refuse */
export function checkTotp({ path, keys = [] }: TotpArgs): void {
  refuseFor([
    ...repetitionProblems(`TOTP engine "${path}"`, "keys", keys),
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
