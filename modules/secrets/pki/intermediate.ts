import * as pulumi from "@pulumi/pulumi";
import type * as vault from "@pulumi/vault";
import { pkiEngine } from "./engine";
import { declareGeneration } from "./generation";
import type { PkiIntermediateArgs } from "./intermediate-args";
import { checkPkiIntermediate } from "./intermediate-check";
import { declareIssuers } from "./issuers";
import { issuedMaxTtl } from "./lifetimes";
import { declareRole } from "./role";

/**
 * The certificate authority that issues to services: signed by a root, and replaced before it expires, while what it issued goes
 * on being trusted. It is replaced in four changes, each of which can be taken back but the last:
 *
 * 1. add a generation: a second key and certificate in the same engine, which issues nothing yet;
 * 2. make it the `currentGeneration`: it issues from now on; the older one signs its CRL and answers OCSP, and nothing else;
 * 3. when its last certificate has expired, mark the older one `retired`: only its protection goes;
 * 4. leave it out: its issuer and its key are deleted.
 */
export class PkiIntermediate extends pulumi.ComponentResource {
  readonly mount: vault.Mount;
  /** For each generation: its certificate signing request in PEM, for an offline root. */
  readonly requests: ReadonlyMap<string, pulumi.Output<string>>;

  /** @throws Refusal with everything that Vault would refuse, or that would issue more than was meant */
  constructor(name: string, args: PkiIntermediateArgs, options?: pulumi.ComponentResourceOptions) {
    checkPkiIntermediate(args);
    const { path, currentGeneration, generations, maxTtl = issuedMaxTtl } = args;
    const retired = generations
      .filter((generation) => generation.retired === true)
      .map((generation) => generation.name);
    // As its inputs they are in every preview: a protection that goes would otherwise be no change, and not be applied.
    super("strongroom:secrets:PkiIntermediate", name, { currentGeneration, retired: retired.sort() }, options);
    const { mount, urls } = pkiEngine(args, maxTtl, this);
    this.mount = mount;
    const place = { path, mount, parent: this };
    const made = generations.map((generation) => declareGeneration(generation, place));
    this.requests = new Map(made.map(({ args: { name: generation }, request }) => [generation, request]));
    const alsoIssuing = new Set(args.roles.flatMap((role) => role.generation ?? []));
    const issuers = declareIssuers(made, { currentGeneration, alsoIssuing, ready: urls }, place);
    for (const role of args.roles) {
      declareRole(role, place, role.generation === undefined ? undefined : issuers.get(role.generation));
    }
    this.registerOutputs({});
  }
}
