import { JwtAuth } from "../../modules/auth/jwt";
import type { Given } from "../given";
import type { PipelinesDeclaration } from "./declare";

export function realisePipelines({ auth, roles }: PipelinesDeclaration, { policies: declared, options }: Given): void {
  new JwtAuth(
    auth.path,
    {
      ...auth,
      roles: roles.map(({ policies, ...role }) => ({
        ...role,
        tokenPolicies: policies.map((policy) => declared.name(policy)),
      })),
    },
    options,
  );
}
