import { input, type Resource } from "../resource";
import { asText, textOf } from "../scalars";
import { field, isList, known, type Unknown, type Value } from "../value";
import { loginOf, type JwtLogin } from "./jwt-login";
import { issuerIn } from "./jwt-method";
import { readJwtRole } from "./jwt-role";
import { sdkName } from "./settings";

/** A JWT role of another environment, as a program declares it beside its own. */
export interface OtherRole {
  /** In a user's words: `role "strongroom-deploy" of staging`. */
  readonly name: string;
  /** Not known where one of its claims is not. */
  readonly login: JwtLogin | Unknown;
}

/** The component that says what another environment lets in (modules/auth/other-environment.ts); its name is the environment's. */
const otherEnvironment = "strongroom:auth:OtherEnvironment";

/** Where not even the roles are known, one stands for all of them. */
export function otherRolesOf(resource: Resource): OtherRole[] {
  if (resource.type !== otherEnvironment) return [];
  const roles = input(resource, "jwtRoles");
  if (roles.kind === "unknown") return [{ name: `a role of ${resource.name}`, login: roles }];
  const items = roles.kind === "known" && isList(roles.value) ? roles.value : [];
  return items.map((item) => ({
    name: `role "${textOf(field(item, "name")) ?? ""}" of ${resource.name}`,
    login: otherLogin(item),
  }));
}

/** Claims stand there as the SDK takes them: one text for each, its values between commas. */
const splitAtCommas = known(false, { path: [] });

function otherLogin(item: Value): OtherRole["login"] {
  const role = readJwtRole((name) => field(item, sdkName(name)), known(undefined, item.place), splitAtCommas);
  return loginOf(role, issuerIn(asText(field(item, "issuer"))));
}
