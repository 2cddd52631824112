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
 *
 * The certificate is not a `SecretBackendRootCert`: the provider asks Vault for it in every preview, and a preview needs no Vault
 * (terraform-provider-vault, resource_pki_secret_backend_root_cert.go, CustomizeDiff).
 */
export class PkiRoot extends pulumi.ComponentResource {
  readonly path: string;
  readonly mount: vault.Mount;
  /** What has to be there before it signs: its certificate, and the addresses that it writes into what it signs. */
  readonly ready: readonly pulumi.Resource[];
  readonly #generated: vault.generic.Endpoint;

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
    this.#generated = new vault.generic.Endpoint(
      `${path}/${rootIssuerName}`,
      {
        path: `${path}/issuers/generate/root/existing`,
        dataJson: JSON.stringify({
          common_name: commonName,
          issuer_name: rootIssuerName,
          key_ref: rootIssuerName,
          max_path_length: 1,
          ...(organization === undefined ? {} : { organization }),
          ttl,
        }),
        writeFields: ["certificate"],
        disableRead: true,
        disableDelete: true,
      },
      // Written again, Vault would make a second certificate: as a replacement, it is refused.
      { ...inMount, dependsOn: keyPair, replaceOnChanges: ["dataJson"] },
    );
    const issuer = new vault.pkisecret.SecretBackendIssuer(
      path,
      {
        backend: path,
        issuerRef: rootIssuerName,
        issuerName: rootIssuerName,
        leafNotAfterBehavior: "err",
        usage: "crl-signing,issuing-certificates,ocsp-signing,read-only",
      },
      { ...inMount, dependsOn: this.#generated },
    );
    this.ready = [issuer, urls];
    this.registerOutputs({});
  }

  /** The certificate to trust, in PEM. */
  get certificate(): pulumi.Output<string> {
    return this.#generated.writeData.apply(({ certificate }) => {
      if (certificate === undefined)
        throw new Error(`Vault's answer to the generation of root "${this.path}" has no certificate`);
      return certificate;
    });
  }
}
