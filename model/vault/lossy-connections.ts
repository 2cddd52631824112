import { anyOf, isNot, type Certainty } from "../certainty";
import { input, type Resource } from "../resource";
import { field, isList, type Value } from "../value";
import { mountBlocks } from "./database-connection";
import { differs } from "./lossy-comparison";
import { connection } from "./stateful-kinds";

const mountType = "vault:database/secretsMount:SecretsMount";

/** What goes where a connection is to log in as another user. */
export const usersPassword = "the password that only Vault knows, of the user that it logs in as";

/** What a change of one connection loses, or of all in a block of a database engine that is declared with them. */
interface Loss {
  readonly holds: string;
  readonly isLost: Certainty;
  /** What the program now says. */
  readonly now: Value;
}

/** What such an engine loses with a connection that goes, or logs in as another user; by the block that it stands in. */
export function lostConnections(before: Resource, after: Resource): (Loss & { readonly input: string })[] {
  if (after.type !== mountType) return [];
  return mountBlocks.flatMap((block) =>
    lossesIn(input(before, block), input(after, block)).map((loss) => ({ ...loss, input: block })),
  );
}

function lossesIn(before: Value, now: Value): Loss[] {
  if (before.kind === "unknown") return [{ holds: connection.holds, isLost: before, now }];
  if (before.kind !== "known" || !isList(before.value)) return [];
  const was = before.value;
  if (was.length > 0 && now.kind === "unknown") return [{ holds: connection.holds, isLost: now, now }];
  const is = now.kind === "known" && isList(now.value) ? now.value : [];
  return was.map((each) => lossOf(each, is, now));
}

function lossOf(before: Value, connections: readonly Value[], list: Value): Loss {
  const areOne = connections.map((each) => isNot(differs()(field(before, "name"), field(each, "name"))));
  const same = connections[areOne.indexOf(true)];
  if (same === undefined) return { holds: connection.holds, isLost: isNot(anyOf(areOne)), now: list };
  const now = field(same, "username");
  return { holds: usersPassword, isLost: differs()(field(before, "username"), now), now };
}
