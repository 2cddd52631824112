import type { AgentInjectorArgs, InjectedCa, InjectedSecret } from "./agent-injector-args";
import { checkAgentInjector } from "./agent-injector-check";
import { tokenVolumeName } from "./volumes";

const prefix = "vault.hashicorp.com";

/** Annotations, each with its whole name. */
type Annotations = Record<string, string>;

/**
 * Annotations of a Pod that make Vault's agent injector put secrets into files for it (vault-k8s, agent-inject/agent/annotations.go).
 * The Pod needs `serviceAccountTokenVolume` too: the agent logs in with that token, which is for Vault alone.
 *
 * An agent that keeps running revokes its token when the Pod ends, and with it the credentials that were made for the Pod. A template
 * that asks for a field which is not there fails, rather than write `<no value>`.
 *
 * @throws Refusal with everything that the injector would refuse, or take for something else and say nothing
 */
export function agentInjectorAnnotations(args: AgentInjectorArgs): Annotations {
  checkAgentInjector(args);
  return {
    [`${prefix}/agent-inject`]: "true",
    [`${prefix}/auth-path`]: `auth/${args.mountPath}`,
    [`${prefix}/role`]: args.role,
    [`${prefix}/agent-service-account-token-volume-name`]: tokenVolumeName,
    ...(args.address === undefined ? {} : { [`${prefix}/service`]: args.address }),
    ...caAnnotations(args.ca),
    ...(args.prePopulateOnly === true
      ? { [`${prefix}/agent-pre-populate-only`]: "true" }
      : { [`${prefix}/agent-revoke-on-shutdown`]: "true" }),
    ...Object.fromEntries(args.secrets.flatMap((secret) => Object.entries(secretAnnotations(secret)))),
  };
}

function caAnnotations(ca: InjectedCa): Annotations {
  switch (ca.from) {
    case "secret":
      // Where the injector mounts it (container_sidecar.go, tlsSecretVolumePath).
      return { [`${prefix}/tls-secret`]: ca.secretName, [`${prefix}/ca-cert`]: `/vault/tls/${ca.file}` };
    case "volume":
      return { [`${prefix}/agent-copy-volume-mounts`]: ca.container, [`${prefix}/ca-cert`]: ca.file };
    case "injector":
      return {};
  }
}

function secretAnnotations({ name, path, template }: InjectedSecret): Annotations {
  return {
    [`${prefix}/agent-inject-secret-${name}`]: path,
    ...(template === undefined ? {} : { [`${prefix}/agent-inject-template-${name}`]: template }),
    ...(template === undefined ? {} : { [`${prefix}/error-on-missing-key-${name}`]: "true" }),
  };
}
