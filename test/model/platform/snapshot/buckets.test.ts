import { isOpen, type Certainty } from "../../../../model/certainty";
import { bucketSettingsIn, isAbout } from "../../../../model/platform/snapshot/buckets";
import { elsewhere } from "../../../../model/platform/snapshot/store";
import { readResource } from "../../../../model/resource";
import { unknownMark } from "../../../../model/unknown-mark";

type Data = Readonly<Record<string, unknown>>;

const resource = (type: string, props: Data, name = "it") => readResource({ urn: `urn:${name}`, type, name, props });
const word = (certainty: Certainty | undefined) =>
  certainty === undefined ? "nothing" : isOpen(certainty) ? "unknown" : certainty;

const lifecycle = "aws:s3/bucketLifecycleConfiguration:BucketLifecycleConfiguration";
const aged = { expiration: { days: 30 } };

test.each<[string, Data, boolean | string]>([
  [lifecycle, { rules: [{ status: "Enabled", ...aged }] }, true],
  [
    "aws:s3/bucketLifecycleConfigurationV2:BucketLifecycleConfigurationV2",
    { rules: [{ status: "Enabled", ...aged }] },
    true,
  ],
  [lifecycle, { rules: [{ status: "Disabled", ...aged }] }, false],
  [lifecycle, { rules: [{ status: unknownMark, ...aged }] }, "unknown"],
  [lifecycle, { rules: unknownMark }, "unknown"],
  [lifecycle, { rules: [] }, false],
  [lifecycle, { rules: [{ status: "Enabled", transitions: [{ days: 30, storageClass: "GLACIER" }] }] }, false],
  [lifecycle, { rules: [{ status: "Enabled", noncurrentVersionExpiration: { noncurrentDays: 30 } }] }, false],
  [lifecycle, { rules: [{ status: "Enabled", abortIncompleteMultipartUpload: { daysAfterInitiation: 7 } }] }, false],
  [lifecycle, { rules: [{ status: "Enabled", expiration: { expiredObjectDeleteMarker: true } }] }, false],
  ["aws:s3/bucket:Bucket", { lifecycleRules: [{ enabled: true, ...aged }] }, true],
  ["aws:s3/bucket:Bucket", { lifecycleRules: [{ enabled: false, ...aged }] }, false],
  ["aws:s3/bucket:Bucket", { versioning: { enabled: true }, objectLockConfiguration: {} }, false],
  ["aws:s3/bucketV2:BucketV2", { lifecycleRules: [{ enabled: true, expirations: [{ days: 30 }] }] }, true],
  ["aws-native:s3:Bucket", { lifecycleConfiguration: { rules: [{ status: "Enabled", expirationInDays: 30 }] } }, true],
  ["gcp:storage/bucket:Bucket", { lifecycleRules: [{ action: { type: "Delete" }, condition: { age: 30 } }] }, true],
  [
    "gcp:storage/bucket:Bucket",
    { lifecycleRules: [{ action: { type: "SetStorageClass" }, condition: { age: 30 } }] },
    false,
  ],
  [
    "azure:storage/managementPolicy:ManagementPolicy",
    { rules: [{ enabled: true, actions: { baseBlob: { deleteAfterDaysSinceModificationGreaterThan: 30 } } }] },
    true,
  ],
  [
    "azure:storage/managementPolicy:ManagementPolicy",
    { rules: [{ enabled: true, actions: { baseBlob: { tierToCoolAfterDaysSinceModificationGreaterThan: 30 } } }] },
    false,
  ],
  [
    "azure-native:storage:ManagementPolicy",
    {
      policy: {
        rules: [{ definition: { actions: { baseBlob: { delete: { daysAfterModificationGreaterThan: 30 } } } } }],
      },
    },
    true,
  ],
  ["minio:index/ilmPolicy:IlmPolicy", { bucket: "b", rules: [{ id: "old", expiration: "30d" }] }, true],
  ["aws:dlm/lifecyclePolicy:LifecyclePolicy", { policyDetails: {} }, "nothing"],
  ["aws:ecr/lifecyclePolicy:LifecyclePolicy", { policy: "{}" }, "nothing"],
])("%s with %j forgets: %s", (type, props, expected) => {
  expect(word(bucketSettingsIn([resource(type, props)])[0]?.forgets)).toBe(expected);
});

test.each<[unknown, string | undefined, boolean | string]>([
  ["acme", "acme", true],
  ["logs", "acme", false],
  ["logs", undefined, true],
  [unknownMark, "acme", "unknown"],
  [undefined, "acme", "unknown"],
])("a setting of bucket %j is about %j: %s", (bucket, name, expected) => {
  const [setting] = bucketSettingsIn([resource(lifecycle, { bucket, rules: [] })]);
  expect(word(setting && isAbout(setting, elsewhere("Amazon S3", name)))).toBe(expected);
});

test("a setting of Google's is not about a bucket of Amazon's", () => {
  const [setting] = bucketSettingsIn([resource("gcp:storage/bucket:Bucket", { name: "acme" })]);
  expect(setting && isAbout(setting, elsewhere("Amazon S3", "acme"))).toBe(false);
});

test("a setting that takes its bucket's name from the bucket is about that one", () => {
  const bucket = resource("aws:s3/bucket:Bucket", { bucket: "acme" }, "bucket");
  const setting = {
    ...resource(lifecycle, { bucket: unknownMark, rules: [] }),
    decidedBy: new Map([["bucket", ["urn:bucket"]]]),
  };
  const [, found] = bucketSettingsIn([bucket, setting]);
  expect(found?.bucket).toMatchObject({ kind: "known", value: "acme" });
});
