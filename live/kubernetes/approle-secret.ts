import { z } from "zod";
import { Refusal } from "../../problem/problem";
import type { Cluster } from "./cluster";
import { ClusterRefusal } from "./refusal";

/** Where a Secret is. */
export interface SecretPlace {
  readonly namespace: string;
  readonly name: string;
}

/** Whose credential a Secret holds, as its annotations say. */
export interface Holder {
  readonly environment: string;
  /** Path of the role: `auth/approle/role/reference-api`. */
  readonly role: string;
}

/** What an application logs in with, as the Secret holds it ("Vault Security", Kubernetes Secrets (Production)). */
export interface AppRoleCredential {
  readonly roleId: string;
  readonly secretId: string;
  /** Names the secret-id and does not log in. */
  readonly accessor: string;
}

/** A Secret that is there, without what it holds. */
export interface FoundSecret {
  /** Undefined where somebody else has written it. */
  readonly holder: Holder | undefined;
  readonly type: string;
  readonly metadata: z.infer<typeof metadataShape>;
}

const texts = z.record(z.string(), z.string());
const metadataShape = z.looseObject({ labels: texts.default({}), annotations: texts.default({}) });
const secretShape = z.object({ type: z.string(), metadata: metadataShape });

const label = { name: "app.kubernetes.io/managed-by", value: "strongroom" } as const;
const annotation = {
  environment: "strongroom/environment",
  role: "strongroom/role",
  accessor: "strongroom/secret-id-accessor",
} as const;

/** @returns undefined where there is none */
export async function findSecret(cluster: Cluster, place: SecretPlace): Promise<FoundSecret | undefined> {
  const what = `read ${shown(place)}`;
  let answer: unknown;
  try {
    answer = await cluster.request({ method: "GET", path: `${collection(place)}/${place.name}`, what });
  } catch (error) {
    if (error instanceof ClusterRefusal && error.status === 404) return undefined;
    throw error;
  }
  const parsed = secretShape.safeParse(answer);
  if (!parsed.success) {
    const fix = "check that the context's cluster is a Kubernetes API server";
    throw new Refusal([{ subject: `the answer to ${what}`, must: "be a Secret", found: "something else", fix }]);
  }
  const { type, metadata } = parsed.data;
  const { [annotation.environment]: environment = "", [annotation.role]: role = "" } = metadata.annotations;
  const isOurs = metadata.labels[label.name] === label.value;
  return { holder: isOurs ? { environment, role } : undefined, type, metadata };
}

/**
 * Writes a credential into a Secret in one step: who reads it gets the old pair or the new one. Other keys of the Secret go.
 * @param found what was there; where it has changed since, or come or gone, the API server refuses
 * @param options.dryRun lets the API server say what it would, and change nothing
 */
export async function writeSecret(
  cluster: Cluster,
  place: SecretPlace,
  found: FoundSecret | undefined,
  holder: Holder,
  credential: AppRoleCredential,
  options: { readonly dryRun?: boolean } = {},
): Promise<void> {
  const data = { "role-id": encoded(credential.roleId), "secret-id": encoded(credential.secretId) };
  const metadata = metadataOf(place, found?.metadata, holder, credential.accessor);
  const path = found === undefined ? collection(place) : `${collection(place)}/${place.name}`;
  await cluster.request({
    method: found === undefined ? "POST" : "PUT",
    path: `${path}?fieldManager=strongroom${options.dryRun === true ? "&dryRun=All" : ""}`,
    what: `write ${shown(place)}`,
    body: { apiVersion: "v1", kind: "Secret", metadata, type: found?.type ?? "Opaque", data },
    secrets: [credential.roleId, credential.secretId, ...Object.values(data)],
  });
}

/** Keeps whatever others have written there, except what repeats the Secret's former contents. */
function metadataOf(
  { namespace, name }: SecretPlace,
  former: FoundSecret["metadata"] | undefined,
  { environment, role }: Holder,
  accessor: string,
): object {
  const kept = Object.entries(former?.annotations ?? {}).filter(
    ([each]) => each !== "kubectl.kubernetes.io/last-applied-configuration",
  );
  return {
    ...former,
    // The API server's own business, and larger than the rest.
    managedFields: undefined,
    namespace,
    name,
    labels: { ...former?.labels, [label.name]: label.value },
    annotations: {
      ...Object.fromEntries(kept),
      [annotation.environment]: environment,
      [annotation.role]: role,
      [annotation.accessor]: accessor,
    },
  };
}

const collection = ({ namespace }: SecretPlace): string => `/api/v1/namespaces/${namespace}/secrets`;
const shown = ({ namespace, name }: SecretPlace): string => `Secret ${namespace}/${name}`;
const encoded = (text: string): string => Buffer.from(text).toString("base64");
