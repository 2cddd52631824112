import { plainSecretsOf } from "../../model/plain-secret";
import { printPlace } from "../../model/place";
import { readResource } from "../../model/resource";
import { unknownMark } from "../../model/unknown-mark";

function secrets(data: object, type = "kubernetes:core/v1:ConfigMap") {
  const resource = readResource({ urn: "urn", type, name: "example", props: { data } });
  return plainSecretsOf(resource).map(({ what, stands }) =>
    stands.kind === "known" ? what : printPlace(stands.place),
  );
}

test.each([
  ["DB_PASSWORD", "correct-horse", "a password or key"],
  ["spring.datasource.password", "correct horse", "a password or key"],
  ["apiKey", "x1", "a password or key"],
  ["client-secret", "x1", "a password or key"],
  ["DSN", "app:correct-horse@tcp(db:3306)/app", "an address with a password"],
  ["url", "amqp://app:correct-horse@mq", "an address with a password"],
  ["note", `ghp_${"A1b2".repeat(9)}`, "an API key"],
  ["run.sh", "export API_TOKEN=x1y2\nexec api\n", "a password or key"],
])("%s in clear", (name, value, what) => expect(secrets({ [name]: value })).toEqual([what]));

test.each([
  ["DB_PASSWORD", ""],
  ["DB_PASSWORD", "${DB_PASSWORD}"],
  ["DB_PASSWORD", "/run/secrets/db"],
  ["DB_PASSWORD_FILE", "/run/secrets/db"],
  ["existingSecret", "db"],
  ["secretName", "db"],
  ["PASSWORD_MIN_LENGTH", "12"],
  ["url", "https://example.com:8443/a@b"],
  ["url", "postgresql://{{username}}:{{password}}@db/app"],
  ["url", "https://user@example.com"],
  ["app.conf", "# password = x\n"],
  ["DB_PASSWORD", "ENC[AES256_GCM,data:Tr7o=,iv:1=,tag:aGg=,type:str]"],
  ["run.sh", "export DB_PASSWORD=ENC[AES256_GCM,data:Tr7o=,iv:1=,tag:aGg=,type:str]\n"],
  ["vars.yml", "db_password: !vault |\n  $ANSIBLE_VAULT;1.1;AES256\n"],
  ["API_KEY", "xxxxxxxx"],
  ["values.yaml", "env:\n  - secretName: eks\n    secretKey: AWS_SECRET_ACCESS_KEY\n"],
  ["existingSecretKey", "password"],
])("%s = %j is no secret", (name, value) => expect(secrets({ [name]: value })).toEqual([]));

test("tokens of Vault and credentials of seals are other rules' matter", () => {
  expect(secrets({ VAULT_TOKEN: "hvs.CAESIexampleexampleexample" })).toEqual([]);
  const seal = 'listener "unix" {}\nseal "azurekeyvault" {\n  client_secret = "x1"\n}\n';
  expect(secrets({ "vault.hcl": seal })).toEqual([]);
});

test("what a server's configuration has in clear is found on its line, but for what its seal has", () => {
  const text = [
    'storage "postgresql" {',
    '  connection_url = "postgres://u:correct-horse@db/v"',
    "}",
    'service_registration "consul" {',
    '  token = "b1a33c3d"',
    "}",
    'seal "azurekeyvault" {',
    '  client_secret = "x1"',
    "}",
    "",
  ].join("\n");
  const file = { urn: "urn", type: "strongroom:file:ServerConfiguration", name: "v.hcl" };
  const found = (props: object) =>
    plainSecretsOf(readResource({ ...file, props })).map(
      ({ what, stands }) => `${what} at ${printPlace(stands.place)}`,
    );
  expect(found({ text })).toEqual([
    "a password or key at text (line 5)",
    "an address with a password at text (line 2)",
  ]);
  expect(found({ text: unknownMark })).toEqual(["a password or key at text"]);
});

test("the name of a key in a Secret is no password, where it stands beside the Secret's", () => {
  const inValues = (values: object) =>
    plainSecretsOf(
      readResource({ urn: "urn", type: "strongroom:file:ChartValues", name: "values.yaml", props: { values } }),
    ).map(({ stands }) => printPlace(stands.place));
  expect(
    inValues({
      extraSecretEnvironmentVars: [{ envName: "AWS_SECRET_ACCESS_KEY", secretName: "eks", secretKey: "aws-key" }],
      env: [{ name: "DB_PASSWORD", valueFrom: { secretKeyRef: { name: "db", key: "password" } } }],
      data: [{ secretKey: "password", remoteRef: { key: "kv/db", property: "password" } }],
      auth: { existingSecretKey: "password", tokenSecretName: "db", tokenSecretKey: "token" },
    }),
  ).toEqual([]);
  expect(inValues({ minio: { accessKey: "a1", secretKey: "b1", secretName: "" } })).toEqual(["values.minio.secretKey"]);
});

test("what is not known is named once, where it could be one", () => {
  expect(
    secrets({ password: unknownMark, "app.yaml": unknownMark, DATABASE_URL: unknownMark, REGION: unknownMark }),
  ).toEqual(["data.password", 'data["app.yaml"]', "data.DATABASE_URL"]);
});

test("a Secret of Kubernetes' is where secrets belong", () => {
  expect(secrets({ password: "eDE=" }, "kubernetes:core/v1:Secret")).toEqual([]);
});
