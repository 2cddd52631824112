import { counted } from "../report/layout";
import type { AppRoleOptions } from "./approle-session";
import type { Delivery } from "./delivery";
import { finishRotationReport, secretIdJson } from "./secret-id-report";

/** What a person is told about a secret-id that was delivered, and what to do about the older ones. */
export function deliveryReport({ context, place, credential, older }: Delivery, options: AppRoleOptions): string {
  const { accessor, ttl, uses } = credential;
  const life = ttl === undefined ? "until it is destroyed" : `for ${ttl} s`;
  const logins = uses === undefined ? "" : ` and ${counted(uses, "login")}`;
  return (
    `A new secret-id of ${options.role} is in Secret ${place.namespace}/${place.name} (context ${context}), good ${life}${logins}.\n` +
    `Its accessor is ${accessor}. Pods that mount the Secret see it within a minute or two; others when they start again.\n` +
    (older.length === 0 ? "" : finishRotationReport(options, accessor, older))
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
