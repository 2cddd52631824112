import type { PasswordPolicies } from "../../modules/password-policies/password-policies";
import { Database } from "../../modules/secrets/database/database";
import type { Given } from "../given";
import type { DatabaseDeclaration } from "./declare";

export function realiseDatabase(
  { connections, ...declaration }: DatabaseDeclaration,
  passwordPolicies: PasswordPolicies,
  { options }: Given,
): void {
  new Database(
    declaration.path,
    {
      ...declaration,
      connections: connections.map(({ passwordPolicy, ...connection }) => ({
        ...connection,
        passwordPolicy: passwordPolicies.name(passwordPolicy),
      })),
    },
    options,
  );
}
