import { quote } from "../../hcl/quote";
import { insideNamespace } from "./namespaced";
import type { Capability, Parameters, ParameterValue, Stanza } from "./policy";

/** A limit on requests that does not hold what it seems to. */
export interface WeakGuard {
  readonly must: string;
  readonly found: string;
  readonly fix?: string;
}

/** What a stanza asks of requests without effect, or with another than it seems (vault/acl.go, AllowOperation). */
export function weakGuards(stanza: Stanza): WeakGuard[] {
  const { allowedParameters: allowed, deniedParameters: denied } = stanza;
  return [
    ...unchecked(stanza),
    ...(allowed === undefined ? [] : [...empty("allowed_parameters", allowed), ...openAllowed(allowed)]),
    ...(denied === undefined ? [] : [...empty("denied_parameters", denied), ...openDenied(denied)]),
    ...insideData(stanza),
    ...otherSpellings(stanza),
    ...unwrapped(stanza),
  ];
}

/** The operations whose parameters Vault looks at. */
const checked: ReadonlySet<Capability> = new Set(["create", "read", "update", "patch", "recover"]);

function unchecked({ capabilities, ...stanza }: Stanza): WeakGuard[] {
  const given = [
    ...(stanza.allowedParameters === undefined ? [] : ["allowed_parameters"]),
    ...(stanza.deniedParameters === undefined ? [] : ["denied_parameters"]),
    ...(stanza.requiredParameters.length === 0 ? [] : ["required_parameters"]),
  ];
  if (capabilities.length === 0 || capabilities.some((capability) => checked.has(capability))) return [];
  return given.map((setting) => ({
    must: "limit parameters only where Vault looks at them, which it does for neither list nor delete",
    found: `${setting} with ${capabilities.join(", ")}`,
  }));
}

function empty(setting: string, parameters: Parameters): WeakGuard[] {
  if (parameters.size > 0) return [];
  return [{ must: "name parameters where it limits them: an empty block limits nothing", found: `${setting} = {}` }];
}

function openAllowed(allowed: Parameters): WeakGuard[] {
  const star = allowed.get("*");
  const others = [...allowed].filter(([name]) => name !== "*");
  if (star !== undefined && others.every(([, values]) => values.length === 0)) {
    return [
      {
        must: "limit something: with * any parameter may have any value",
        found: `allowed_parameters with "*"`,
        fix: 'remove "*", or give the others the values that they may have',
      },
    ];
  }
  return [...starWithValues(star, "allowed"), ...others.flatMap(([name, values]) => weakValues(name, values))];
}

function openDenied(denied: Parameters): WeakGuard[] {
  const others = [...denied].filter(([name]) => name !== "*");
  return [
    ...starWithValues(denied.get("*"), "denied"),
    ...others.flatMap(([name, values]) => [...weakValues(name, values), ...otherTypes(name, values)]),
  ];
}

function starWithValues(star: readonly ParameterValue[] | undefined, done: "allowed" | "denied"): WeakGuard[] {
  if (star === undefined || star.length === 0) return [];
  const must = `have no values for *: whatever they are, every parameter is ${done}`;
  return [{ must, found: `"*" with ${star.length === 1 ? "a value" : "values"}`, fix: 'write "*" = []' }];
}

/** Values that match no request, or other ones than they seem to (valueInParameterList; ryanuber/go-glob). */
function weakValues(name: string, values: readonly ParameterValue[]): WeakGuard[] {
  return values.flatMap((value): WeakGuard[] => {
    if (typeof value === "object" && "number" in value) {
      const must = "have no numbers for values: Vault finds no request's number equal to them";
      return [{ must, found: `${value.number} for ${quote(name)}` }];
    }
    if (value === "*") {
      const must = "have no * for a value: alone it stands for itself";
      return [{ must, found: `"*" for ${quote(name)}`, fix: "write [] for any value" }];
    }
    if (typeof value !== "string" || !value.slice(1, -1).includes("*")) return [];
    const must = "have a * only at the ends of a value: inside it stands for itself";
    return [{ must, found: `${quote(value)} for ${quote(name)}` }];
  });
}

/** A request may say 0 or false where the policy says "0" or "false", and the two are not equal. */
function otherTypes(name: string, values: readonly ParameterValue[]): WeakGuard[] {
  const found = values.find(
    (value) => typeof value === "boolean" || /^(?:-?\d+(?:\.\d+)?|true|false)$/iu.test(asText(value)),
  );
  if (found === undefined) return [];
  return [
    {
      must: "deny no single number or boolean: a request can say it as a text, as a number or as a boolean, and only one is denied",
      found: `${typeof found === "boolean" ? String(found) : quote(asText(found))} for ${quote(name)}`,
      fix: "deny the parameter with [], or name in allowed_parameters what it may be",
    },
  ];
}

function asText(value: ParameterValue): string {
  return typeof value === "string" ? value : "";
}

/** A write's fields are inside `data` there, and parameters are the body's outermost names only (vault-plugin-secrets-kv, path_data.go). */
function insideData({ pattern, ...stanza }: Stanza): WeakGuard[] {
  if (!/^(?!(?:auth|sys|identity)\/).+?\/data(?:\/|$)/u.test(pattern.text)) return [];
  const names = [
    ...(stanza.allowedParameters?.keys() ?? []),
    ...(stanza.deniedParameters?.keys() ?? []),
    ...stanza.requiredParameters.map((name) => name.toLowerCase()),
  ];
  const inside = names.find((name) => !["*", "data", "options", "version"].includes(name));
  if (inside === undefined) return [];
  return [
    {
      must: "limit only data and options in a key-value engine of version 2: what a secret holds is inside data",
      found: quote(inside),
      fix: "limit what is written before it is, or keep the fields apart in secrets of their own",
    },
  ];
}

/** Older names that roles and users of auth methods still take (sdk/helper/tokenutil; each method's path_role.go). */
const olderNames: readonly (readonly [name: string, older: string])[] = [
  ["token_policies", "policies"],
  ["token_ttl", "ttl"],
  ["token_max_ttl", "max_ttl"],
  ["token_period", "period"],
  ["token_num_uses", "num_uses"],
  ["token_bound_cidrs", "bound_cidrs"],
];

function otherSpellings({ pattern, allowedParameters, deniedParameters }: Stanza): WeakGuard[] {
  // Whoever limits such parameters means a role, though its path begins with what may be a namespace or a mount.
  const paths = [pattern, insideNamespace(pattern)].filter((each) => each !== undefined);
  if (!paths.some(({ text }) => /^auth\/(?!token\/).+\/(?:roles?|users?|certs)\//u.test(`${text}/`))) return [];
  // A denied or a missing * closes whatever is not named.
  const limited = [
    ...(deniedParameters === undefined || deniedParameters.has("*") ? [] : [deniedParameters]),
    ...(allowedParameters?.has("*") === true ? [allowedParameters] : []),
  ];
  return limited.flatMap((parameters) =>
    olderNames.flatMap(([name, older]) => {
      const [given, other] = parameters.has(name) ? [name, older] : [older, name];
      if (!parameters.has(given) || parameters.has(other)) return [];
      const must = `limit ${other} as well as ${given}: Vault takes either`;
      return [{ must, found: `${given} alone` }];
    }),
  );
}

/** A request for a wrapping of 0 seconds passes a maximum, and is answered without (http/handler.go, requestWrapInfo). */
function unwrapped({ minWrappingTtl = 0, maxWrappingTtl = 0 }: Stanza): WeakGuard[] {
  if (maxWrappingTtl <= 0 || minWrappingTtl > 0) return [];
  const must =
    "have a min_wrapping_ttl beside max_wrapping_ttl: a wrapping of 0 seconds passes, and the answer comes unwrapped";
  return [{ must, found: "max_wrapping_ttl alone", fix: 'add min_wrapping_ttl = "1s"' }];
}
