import { isSampleName, withoutFillers } from "../../../model/files/sample";
import { plainSecretsOf } from "../../../model/plain-secret";
import { printPlace } from "../../../model/place";
import { storedCredentialsOf } from "../../../model/root-credential";
import { reading } from "./placed";

/** Where secrets are found in a file of variables. */
function found(file: string, text: string): string[] {
  return reading(file, text).resources.flatMap((resource) => [
    ...storedCredentialsOf(resource).map(({ stored }) => printPlace(stored.place)),
    ...plainSecretsOf(resource).map(({ stands }) => printPlace(stands.place)),
  ]);
}

test.each([
  "VAULT_TOKEN=changeme",
  "VAULT_TOKEN=hvs.your-token-here",
  "VAULT_TOKEN=hvs.XXXXXXXXXXXXXXXXXXXXXXXX",
  "VAULT_DEV_ROOT_TOKEN_ID=root",
  "DB_PASSWORD=your-password-here",
  'export DB_PASSWORD="insert_your_password_here" # ask the team',
  "DB_PASSWORD=password123",
  "API_KEY=xxxx",
  "API_TOKEN=<token>",
  "JWT_SECRET_KEY=replace with a long random string",
  "DATABASE_URL=postgres://user:password@localhost:5432/app",
])("%s in a sample is no secret", (line) => expect(found(".env.example", `A=1\n${line}\n`)).toEqual([]));

test.each([
  "VAULT_TOKEN=hvs.CAESIexampleexampleexample",
  "VAULT_TOKEN=s.A1b2C3d4A1b2C3d4A1b2C3d4",
  "DB_PASSWORD=correct-horse",
  "DB_PASSWORD=hunter2",
  "API_KEY=9f8c7b6a5d4e",
  "DATABASE_URL=postgres://user:Sup3rS3cret@db/app",
])("%s in a sample is one", (line) =>
  expect(found(".env.example", `A=1\n${line}\n`)).toEqual(["(line 2)"].map((at) => ` ${at}`)),
);

test("in a file that programs read, a password is one however bad it is", () => {
  expect(found(".env", "DB_PASSWORD=changeme\n")).toHaveLength(1);
});

test.each([".env.example", "a/.env.sample", ".env.local.template", "example.env", ".env.dist"])(
  "%s is a sample",
  (file) => expect(isSampleName(file)).toBe(true),
);
test.each([".env", ".env.defaults", ".env.production", "examples/.env", "latest.env"])("%s is none", (file) =>
  expect(isSampleName(file)).toBe(false),
);

test("all else stands where it did", () => {
  expect(withoutFillers("TOKEN=changeme # a\nVAULT_ADDR=example\nB='c'\n")).toBe(
    "TOKEN=******** # a\nVAULT_ADDR=example\nB='c'\n",
  );
});
