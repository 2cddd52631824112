import { JwtAuth } from "../../modules/auth/jwt";
import type { Given } from "../given";
import { withReferences } from "../with-policy-names";
import type { PipelinesDeclaration } from "./declare";

export function realisePipelines({ auth, roles }: PipelinesDeclaration, { policies, options }: Given): void {
  new JwtAuth(auth.path, { ...auth, roles: roles.map((role) => withReferences(role, policies)) }, options);
}
