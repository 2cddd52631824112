import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import { pkiEngine } from "./engine";
import { defaultAuthorityKey } from "./key";
import { rootTtl } from "./lifetimes";
import type { PkiRootArgs } from "./root-args";
import { checkPkiRoot } from "./root-check";

/** The name of a root's only issuer in its engine. */
export const rootIssuerName = "root";

/**
 * A root certificate authority whose key is made in Vault and never leaves it. It signs intermediates and nothing else: it has no
 * roles, so that a leaf cannot come from it, and a lost intermediate is replaced without touching what clients trust.
 *
 * Nothing that stands in its certificate can be changed: Pulumi refuses to replace it. A successor is another root, at a path of
 * its own, that signs the next generation of the intermediate. Clients trust the certificate at `<path>/ca/pem`, which needs no token.
 */
export class PkiRoot extends pulumi.ComponentResource {
  readonly path: string;
  readonly mount: vault.Mount;
  /** The trusted certificate, in PEM. */
  readonly certificate: pulumi.Output<string>;
  /** What has to be there before it signs: its certificate, and the addresses that it writes into what it signs. */
  readonly ready: readonly pulumi.Resource[];

  /** @throws Refusal with everything that Vault would refuse */
  constructor(name: string, args: PkiRootArgs, options?: pulumi.ComponentResourceOptions) {
    checkPkiRoot(args);
    super("strongroom:secrets:PkiRoot", name, {}, options);
    const { path, commonName, organization, ttl = rootTtl, key = defaultAuthorityKey } = args;
    this.path = path;
    const { mount, urls } = pkiEngine(args, ttl, this);
    this.mount = mount;
    const inMount = { parent: this, deletedWith: mount, protect: true };
    const keyPair = new vault.pkisecret.SecretBackendKey(
      path,
      { backend: path, type: "internal", keyName: rootIssuerName, keyType: key.type, keyBits: key.bits },
      { ...inMount, dependsOn: mount },
    );
    const root = new vault.pkisecret.SecretBackendRootCert(
      path,
      {
        backend: path,
        type: "existing",
        keyRef: keyPair.keyId,
        keyType: key.type,
        keyBits: key.bits,
        issuerName: rootIssuerName,
        commonName,
        ...(organization === undefined ? {} : { organization }),
        ttl: `${ttl}s`,
        maxPathLength: 1,
      },
      // The provider writes another TTL to state and to nothing else: as a replacement, it is refused.
      { ...inMount, replaceOnChanges: ["ttl"] },
    );
    this.certificate = root.certificate;
    this.ready = [root, urls];
    this.registerOutputs({});
  }
}
