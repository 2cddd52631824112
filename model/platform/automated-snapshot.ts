import { anyOf, type Certainty } from "../certainty";
import { input, type Resource } from "../resource";
import { asBoolean, asCount, asText, asWord } from "../scalars";
import { asUnknown, field, known, type Value } from "../value";
import { sdkName } from "../vault/settings";
import { writeOf } from "../vault/write";
import { storeAt } from "./snapshot/store";
import type { SnapshotJob } from "./snapshot-job";

/**
 * The snapshots that Vault Enterprise takes by itself (API documentation, sys/storage/raft/snapshot-auto); undefined for a resource
 * that sets up none.
 */
export function automatedSnapshotOf(resource: Resource): SnapshotJob | undefined {
  const get = settingsOf(resource);
  if (get === undefined) return undefined;
  const storage = asWord(asText(get("storage_type")));
  return {
    resource,
    value: storage,
    isSuspended: known(undefined, resource.inputs.place),
    schedule: known(undefined, resource.inputs.place),
    comes: true,
    isEncrypted: isEncrypted(storage, get),
    isPruned: is(asCount(get("retain")), (count = 1) => count > 1),
    leavesVault: is(storage, (type) => type !== undefined && type !== "local"),
  };
}

type Get = (name: string) => Value;

function settingsOf(resource: Resource): Get | undefined {
  if (resource.type === "vault:index/raftSnapshotAgentConfig:RaftSnapshotAgentConfig")
    return (name) => input(resource, sdkName(name));
  const write = writeOf(resource);
  if (write?.path.kind !== "known" || !/^sys\/storage\/raft\/snapshot-auto\/config\/./u.test(write.path.value))
    return undefined;
  return (name) => field(write.data, name);
}

/** Google's, Azure's and Amazon's stores encrypt whatever they get; another that has the interface of S3 has to be asked. */
function isEncrypted(storage: Value<string | undefined>, get: Get): Certainty {
  if (storage.kind !== "known") return asUnknown(storage, "is a secret text");
  if (storage.value !== "aws-s3") return storage.value !== "local";
  const names = ["aws_s3_server_side_encryption", "aws_s3_enable_kms"];
  return anyOf([
    ...names.map((name) => is(asBoolean(get(name)), (isOn) => isOn === true)),
    is(asText(get("aws_s3_endpoint")), (address = "") => address === "" || storeAt(address) === "Amazon S3"),
  ]);
}

function is<T>(value: Value<T>, holds: (value: T) => boolean): Certainty {
  return value.kind === "known" ? holds(value.value) : asUnknown(value, "is a secret text");
}
