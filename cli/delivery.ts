import { issueCredential, type IssuedCredential } from "../live/approle-credential";
import type { VaultClient } from "../live/client";
import {
  findSecret,
  writeSecret,
  type FoundSecret,
  type Holder,
  type SecretPlace,
} from "../live/kubernetes/approle-secret";
import type { Cluster } from "../live/kubernetes/cluster";
import { ClusterRefusal } from "../live/kubernetes/refusal";
import { destroySecretId, issuedSecretIds, type IssuedSecretId } from "../live/secret-id";
import { Refusal, summarised, together } from "../problem/problem";
import type { AppRoleOptions } from "./approle-session";
import { nothingIssued, refuseUncounted } from "./counted-uses";

export type DeliveryOptions = AppRoleOptions & {
  readonly namespace: string;
  /** Name of the Secret. */
  readonly secret: string;
  /** Whether a Secret that is somebody else's, or another role's, is overwritten. */
  readonly force: boolean;
};

/** A credential that is where it belongs. */
export interface Delivery {
  readonly context: string;
  readonly place: SecretPlace;
  readonly credential: Pick<IssuedCredential, "accessor" | "ttl" | "uses">;
  /** Secret-ids of the role that were issued before, and are still good. */
  readonly older: readonly IssuedSecretId[];
}

/**
 * Issues a secret-id and writes it into a Secret. The older ones stay good.
 * @throws Refusal where no use of it could be seen, the Secret is not to be overwritten, or the API server would refuse it: before
 *   anything is issued
 */
export async function deliver(deployer: VaultClient, cluster: Cluster, options: DeliveryOptions): Promise<Delivery> {
  const { role, mount, environment, namespace, secret: name } = options;
  await refuseUncounted(deployer, mount, role);
  const place: SecretPlace = { namespace, name };
  const holder: Holder = { environment, role: `auth/${mount}/role/${role}` };
  const found = await findSecret(cluster, place).catch(sayNothingIssued);
  if (found !== undefined && !options.force) refuseForeign(found, place, holder);
  await writeSecret(cluster, place, found, holder, rehearsed, { dryRun: true }).catch(sayNothingIssued);
  const older = await issuedSecretIds(deployer, mount, role);
  const credential = await issueCredential(deployer, mount, role, { delivered_to: `${namespace}/${name}` });
  try {
    await writeSecret(cluster, place, found, holder, credential);
  } catch (error) {
    throw await settled(error, deployer, options, credential.accessor);
  }
  return { context: cluster.context, place, credential, older };
}

const rehearsed = { roleId: "rehearsed", secretId: "rehearsed", accessor: "rehearsed" } as const;

/** For what goes wrong before anything is issued. */
export function sayNothingIssued(error: unknown): never {
  throw summarised(error, nothingIssued);
}

/**
 * Destroys the new secret-id where it was surely not written. Where nobody knows, it may be what the application has now; if it is
 * not, nobody has it, and it ends by itself.
 */
async function settled(
  error: unknown,
  deployer: VaultClient,
  { mount, role }: DeliveryOptions,
  accessor: string,
): Promise<unknown> {
  if (!(error instanceof Refusal)) return error;
  if (!(error instanceof ClusterRefusal) || error.status >= 500) {
    return summarised(error, `The Secret may have the new secret-id (${accessor}) or not. Run it again to be sure.`);
  }
  const [destroyed] = await Promise.allSettled([destroySecretId(deployer, mount, role, accessor)]);
  if (destroyed.status === "fulfilled") {
    return summarised(error, "The Secret is as it was; the new secret-id is destroyed.");
  }
  const summary = `The Secret is as it was. Nobody has the new secret-id (${accessor}), which may still be good.`;
  return summarised(together(error, destroyed.reason), summary);
}

function refuseForeign({ holder }: FoundSecret, { namespace, name }: SecretPlace, wanted: Holder): void {
  const subject = `Secret ${namespace}/${name}`;
  const fix = "name another with --secret, or overwrite it, all keys of it, with --force";
  const refuse = (must: string, found: string): never => {
    throw new Refusal([{ subject, must, found, fix }], { summary: nothingIssued });
  };
  if (holder === undefined) refuse("be one that strongroom has written", "one of somebody else's");
  else if (holder.role !== wanted.role || holder.environment !== wanted.environment) {
    refuse(`be for ${wanted.role} of ${wanted.environment}`, `one for ${holder.role} of ${holder.environment}`);
  }
}
