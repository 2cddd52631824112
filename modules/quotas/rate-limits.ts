import * as pulumi from "@pulumi/pulumi";
import * as vault from "@pulumi/vault";
import type { QuotaScope, RateLimitQuotaArgs, RateLimitQuotasArgs } from "./rate-limits-args";
import { checkRateLimitQuotas } from "./rate-limits-check";

/**
 * How many requests one client address may make, so that neither a client that went wild nor somebody who guesses passwords takes
 * Vault from the others. Of the quotas that fit a request the most exact applies: role before path before mount before all of Vault.
 *
 * An address is that of the connection, so behind a load balancer all clients are one, unless the listener is told which header to
 * believe (`x_forwarded_for_authorized_addrs`). Quotas by entity, and those on the number of leases, are Vault Enterprise's.
 */
export class RateLimitQuotas extends pulumi.ComponentResource {
  /** @throws Refusal with every problem of every quota */
  constructor(name: string, args: RateLimitQuotasArgs, options?: pulumi.ComponentResourceOptions) {
    checkRateLimitQuotas(args.quotas);
    super("strongroom:quotas:RateLimitQuotas", name, {}, options);
    for (const quota of args.quotas) this.#declareQuota(quota);
    this.registerOutputs({});
  }

  #declareQuota(quota: RateLimitQuotaArgs): void {
    const { mount, role } = quota;
    new vault.QuotaRateLimit(
      quota.name,
      {
        name: quota.name,
        path: pathInVault(quota),
        ...(role === undefined ? {} : { role }),
        rate: quota.rate,
        interval: quota.interval ?? 1,
        blockInterval: quota.blockInterval ?? 0,
      },
      {
        parent: this,
        // Vault writes over a quota of the same name, so one made first would be deleted in place of the old one.
        deleteBeforeReplace: true,
        // Vault takes no notice of another role for a quota that is there (vault/logical_system_quotas.go).
        replaceOnChanges: ["role"],
        // Vault removes the quotas of a mount with it.
        ...(mount === undefined ? {} : { dependsOn: mount, deletedWith: mount }),
      },
    );
  }
}

/** As Vault returns it: a slash between mount and path, and after a mount alone. */
export function pathInVault({ mountPath, path = "" }: QuotaScope): string {
  return mountPath === undefined ? "" : `${mountPath}/${path}`;
}
