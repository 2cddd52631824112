import { allOf, anyOf, isNot, isOpen, type Certainty } from "../../certainty";
import { input, type Resource } from "../../resource";
import { asBoolean, asList, asText, asWord } from "../../scalars";
import { asUnknown, field, isAbsent, isList, known, unknown, type Value } from "../../value";
import type { Destination, Store } from "./store";

/** What a stack says of the objects in a bucket, or in a storage account of Azure's. */
export interface BucketSetting {
  readonly resource: Resource;
  readonly stores: readonly Store[];
  readonly bucket: Value<string | undefined>;
  /** Whether it has objects deleted when they are old. */
  readonly forgets: Certainty;
  /** Whether it has them encrypted. */
  readonly encrypts: Certainty;
}

export function bucketSettingsIn(resources: readonly Resource[]): BucketSetting[] {
  return resources.flatMap((resource) => {
    const kind = kinds.find(({ type }) => type.test(resource.type));
    if (kind === undefined) return [];
    const { stores, name, forgets, encrypts } = kind;
    const bucket = nameIn(input(resource, name), resource, resources);
    return [
      { resource, stores, bucket, forgets: forgets?.(resource) ?? false, encrypts: encrypts?.(resource) ?? false },
    ];
  });
}

/**
 * Whether a setting is about a bucket that is given snapshots. Where the script does not say which bucket that is, any of the same store's
 * will do.
 */
export function isAbout({ stores, bucket }: BucketSetting, destination: Destination): Certainty {
  if (destination.store !== undefined && !stores.includes(destination.store)) return false;
  if (destination.bucket === undefined) return true;
  if (bucket.kind !== "known") return asUnknown(bucket, "is a secret text");
  return bucket.value === destination.bucket;
}

interface Kind {
  readonly type: RegExp;
  readonly stores: readonly Store[];
  /** The input that names the bucket. */
  readonly name: string;
  readonly forgets?: (resource: Resource) => Certainty;
  readonly encrypts?: (resource: Resource) => Certainty;
}

const s3: readonly Store[] = ["Amazon S3"];
const minio: readonly Store[] = ["S3"];
/** Everything that there is of it is encrypted. */
const always = () => true;

const kinds: readonly Kind[] = [
  {
    type: /^aws:s3\/bucket(?:V2)?:Bucket(?:V2)?$/u,
    stores: s3,
    name: "bucket",
    forgets: byRules("lifecycleRules"),
    encrypts: always,
  },
  { type: /^aws:s3\/bucketLifecycleConfiguration(?:V2)?:/u, stores: s3, name: "bucket", forgets: byRules("rules") },
  { type: /^aws:s3\/bucketServerSideEncryptionConfiguration(?:V2)?:/u, stores: s3, name: "bucket", encrypts: always },
  {
    type: /^aws-native:s3:Bucket$/u,
    stores: s3,
    name: "bucketName",
    forgets: byRules("lifecycleConfiguration", "rules"),
    encrypts: always,
  },
  {
    type: /^(?:digitalocean:index\/spacesBucket|scaleway:(?:object|index)\/\w*[bB]ucket):/u,
    stores: minio,
    name: "name",
    forgets: byRules("lifecycleRules"),
  },
  { type: /^minio:index\/ilmPolicy:/u, stores: minio, name: "bucket", forgets: byRules("rules") },
  { type: /^minio:index\/s3BucketServerSideEncryption:/u, stores: minio, name: "bucket", encrypts: always },
  {
    type: /^gcp:storage\/bucket:Bucket$/u,
    stores: ["Google"],
    name: "name",
    forgets: byRules("lifecycleRules"),
    encrypts: always,
  },
  {
    type: /^google-native:storage\/v1:Bucket$/u,
    stores: ["Google"],
    name: "name",
    forgets: byRules("lifecycle", "rule"),
    encrypts: always,
  },
  {
    type: /^azure:storage\/managementPolicy:/u,
    stores: ["Azure"],
    name: "storageAccountId",
    forgets: byRules("rules"),
  },
  {
    type: /^azure-native:storage(?:\/v\w+)?:ManagementPolicy$/u,
    stores: ["Azure"],
    name: "accountName",
    forgets: byRules("policy", "rules"),
  },
];

/** The name itself; or that of the bucket in the stack whose output it is. Azure's identifiers end in the account's. */
function nameIn(name: Value, { decidedBy }: Resource, resources: readonly Resource[]): Value<string | undefined> {
  const deciders = name.kind === "unknown" ? (decidedBy?.get(String(name.place.path[0])) ?? []) : [];
  const text = nameOfOneOf(deciders, resources) ?? asText(name);
  if (isAbsent(text)) return unknown("is a name that the cloud or the engine makes", text.place);
  if (text.kind !== "known" || !text.value?.includes("/storageAccounts/")) return text;
  return known(text.value.slice(text.value.lastIndexOf("/") + 1), text.place);
}

function nameOfOneOf(urns: readonly string[], resources: readonly Resource[]): Value<string | undefined> | undefined {
  if (urns.length === 0) return undefined;
  return resources
    .filter(({ urn }) => urns.includes(urn))
    .flatMap((resource) => ["bucket", "bucketName", "name", "accountName"].map((each) => input(resource, each)))
    .map(asText)
    .find((text) => text.kind === "known" && text.value !== undefined);
}

function byRules(...path: readonly string[]): (resource: Resource) => Certainty {
  return (resource) => {
    const rules = asList(input(resource, ...path));
    return rules.kind === "known" ? anyOf(rules.value.map(deletes)) : asUnknown(rules, "is a secret text");
  };
}

/** Whether a rule deletes what is old and is in force. Versions alone, or parts of uploads, are not what was uploaded. */
function deletes(rule: Value): Certainty {
  if (rule.kind !== "known") return asUnknown(rule, "is a secret text");
  return allOf([isNot(isOff(rule)), anyOf([...ages.map((age) => isSet(at(rule, age))), isDelete(rule)])]);
}

/** Where the clouds' providers say after how many days, or when, an object is deleted. */
const ages: readonly (readonly string[])[] = [
  ["expiration", "days"],
  ["expiration", "date"],
  ["expirations", "days"],
  ["expirations", "date"],
  // MinIO's own provider gives the age alone, and Amazon's other one gives it a name of its own.
  ["expiration"],
  ["expirationInDays"],
  ["expirationDate"],
  ["actions", "baseBlob", "deleteAfterDaysSinceModificationGreaterThan"],
  ["actions", "baseBlob", "deleteAfterDaysSinceCreationGreaterThan"],
  ["definition", "actions", "baseBlob", "delete", "daysAfterModificationGreaterThan"],
  ["definition", "actions", "baseBlob", "delete", "daysAfterCreationGreaterThan"],
];

/** A field at any depth, through lists of one. */
function at(value: Value, path: readonly string[]): Value {
  return path.reduce<Value>((container, name) => {
    const [only = container] = container.kind === "known" && isList(container.value) ? container.value : [];
    return field(only, name);
  }, value);
}

/** A text, a date or a number other than none. */
function isSet(value: Value): Certainty {
  if (value.kind !== "known") return asUnknown(value, "is a secret text");
  return typeof value.value === "string" ? value.value !== "" : typeof value.value === "number" && value.value > 0;
}

/** Google's: an action with a condition. */
function isDelete(rule: Value): Certainty {
  const action = asWord(asText(at(rule, ["action", "type"])));
  return action.kind === "known" ? action.value === "Delete" : asUnknown(action, "is a secret text");
}

function isOff(rule: Value): Certainty {
  const status = asText(field(rule, "status"));
  const isEnabled = asBoolean(field(rule, "enabled"));
  const parts = [
    status.kind === "known" ? /^disabled$/iu.test(status.value ?? "") : asUnknown(status, "is a secret text"),
    isEnabled.kind === "known" ? isEnabled.value === false : asUnknown(isEnabled, "is a secret text"),
  ];
  return parts.includes(true) || (parts.find(isOpen) ?? false);
}
