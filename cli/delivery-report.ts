import { counted } from "../report/layout";
import type { AppRoleOptions } from "./approle-session";
import type { Delivery } from "./delivery";
import { secretIdJson } from "./secret-id-report";

/** What a person is told about a secret-id that was delivered, and what to do about the older ones. */
export function deliveryReport({ context, place, credential, older }: Delivery, options: AppRoleOptions): string {
  const { role, mount, environment } = options;
  const { accessor, ttl, uses } = credential;
  const life = ttl === undefined ? "until it is destroyed" : `for ${ttl} s`;
  const logins = uses === undefined ? "" : ` and ${counted(uses, "login")}`;
  const where = `${mount === "approle" ? "" : ` --mount ${mount}`}${environment === "dev" ? "" : ` --environment ${environment}`}`;
  return (
    `A new secret-id of ${role} is in Secret ${place.namespace}/${place.name} (context ${context}), good ${life}${logins}.\n` +
    `Its accessor is ${accessor}. Pods that mount the Secret see it within a minute or two; others when they start again.\n` +
    (older.length === 0
      ? ""
      : `${counted(older.length, "older secret-id")} still good. When the application has logged in with the new one:\n` +
        `  strongroom secret-id finish-rotation ${role} ${accessor}${where}\n`)
  );
}

/** In the form that scripts read: null for what is not. */
export function deliveryJson({ context, place, credential, older }: Delivery): string {
  const { accessor, ttl, uses } = credential;
  const { namespace, name: secret } = place;
  return `${JSON.stringify({
    context,
    namespace,
    secret,
    secret_id_accessor: accessor,
    secret_id_ttl: ttl ?? null,
    secret_id_num_uses: uses ?? null,
    older: older.map(secretIdJson),
  })}\n`;
}
