import type { VaultClient } from "../live/client";
import { secretIdUses } from "../live/secret-id";
import { Refusal } from "../problem/problem";

export const nothingIssued = "No secret-id was issued.";

/**
 * Vault counts the uses of a limited secret-id, and forgets one when it is used up: without a count, the older ones could never be
 * destroyed by `finish-rotation`.
 * @throws Refusal for a role whose secret-ids have no limit, or a single use
 */
export async function refuseUncounted(deployer: VaultClient, mount: string, role: string): Promise<void> {
  const uses = await secretIdUses(deployer, mount, role);
  if (uses !== undefined && uses > 1) return;
  const problem = {
    subject: `AppRole "${role}"`,
    path: "secret_id_num_uses",
    must: "be at least 2, so that Vault shows whether a secret-id was used",
    found: uses === undefined ? "no limit: Vault notes no use" : "1: Vault forgets a secret-id with its only use",
    fix: "declare secretIdNumUses for the role, or issue another secret-id and let the older ones expire",
  };
  throw new Refusal([problem], { summary: nothingIssued });
}
