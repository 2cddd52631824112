import { z } from "zod";
import type { StackLocation } from "../plan/stack";
import { exportState } from "../plan/state-file";

const inputs = z.object({ backend: z.string(), name: z.string(), verifyConnection: z.boolean().default(true) });

/**
 * Whether a database connection is declared to be tried whenever it is written, as last applied.
 * @param mount path of the database engine
 * @returns undefined where the environment's state has no such connection
 */
export async function declaredVerification(
  location: StackLocation,
  mount: string,
  connection: string,
): Promise<boolean | undefined> {
  const { deployment } = await exportState(location);
  return (deployment?.resources ?? [])
    .filter(({ type }) => type === "vault:database/secretBackendConnection:SecretBackendConnection")
    .map((resource) => inputs.parse(resource.inputs))
    .find(({ backend, name }) => backend === mount && name === connection)?.verifyConnection;
}
