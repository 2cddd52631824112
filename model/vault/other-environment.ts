import { input, type Resource } from "../resource";
import { asText } from "../scalars";
import { field, isList, known, type Value } from "../value";
import { loginOf, type JwtLogin } from "./jwt-login";
import { issuerIn } from "./jwt-method";
import { readJwtRole } from "./jwt-role";
import { sdkName } from "./settings";

/** A JWT role of another environment, as a program declares it beside its own. */
export interface OtherRole {
  /** In a user's words: `role "strongroom-deploy" of staging`. */
  readonly name: string;
  readonly login: JwtLogin;
}

/** The component that says what another environment lets in (modules/auth/other-environment.ts); its name is the environment's. */
const otherEnvironment = "strongroom:auth:OtherEnvironment";

/** What is not known of the other environment is not compared: its own values are all that its declaration comes from. */
export function otherRolesOf(resource: Resource): OtherRole[] {
  if (resource.type !== otherEnvironment) return [];
  const roles = input(resource, "jwtRoles");
  const items = roles.kind === "known" && isList(roles.value) ? roles.value : [];
  return items.flatMap((item) => {
    const login = otherLogin(item);
    return login === undefined
      ? []
      : [{ name: `role "${textOf(field(item, "name")) ?? ""}" of ${resource.name}`, login }];
  });
}

/** Claims stand there as the SDK takes them: one text for each, its values between commas. */
const splitAtCommas = known(false, { path: [] });

function otherLogin(item: Value): JwtLogin | undefined {
  const role = readJwtRole((name) => field(item, sdkName(name)), known(undefined, item.place), splitAtCommas);
  const login = loginOf(role, issuerIn(asText(field(item, "issuer"))));
  return "claims" in login ? login : undefined;
}

function textOf(value: Value): string | undefined {
  const text = asText(value);
  return text.kind === "known" ? text.value : undefined;
}
