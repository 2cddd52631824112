import { readFileSync } from "node:fs";
import { request } from "node:https";
import path from "node:path";
import { z } from "zod";
import type { HeadersParameters } from "./programs/headers";
import { createModuleProject, upWith } from "./project/module-project";
import { mustSucceed, removeProject, type TestProject } from "./project/project";
import { asDeployer } from "./project/vault";

jest.setTimeout(240_000);

const parameters: HeadersParameters = {
  audited: [{ name: "X-Request-Id", hmac: false }, { name: "x-tenant" }],
  ui: { "X-Frame-Options": "DENY" },
};

let project: TestProject;

beforeAll(async () => {
  project = await createModuleProject("headers", parameters);
});

afterAll(() => removeProject(project));

const vaultFile = (...names: string[]): string => path.join(project.root, ".strongroom", "vault", ...names);

const auditLine = z.object({ request: z.object({ headers: z.record(z.string(), z.array(z.string())).optional() }) });

/** Asks as anybody, with these headers, and returns those that the audit log has of the request. */
async function audited(headers: Record<string, string>): Promise<Record<string, readonly string[]>> {
  const marked = { ...headers, "user-agent": `test-${Math.random()}` };
  await new Promise<void>((resolve, reject) => {
    const ca = readFileSync(vaultFile("tls", "ca.pem"));
    const asked = request(`${project.address}/v1/sys/mounts`, { ca, headers: marked }, (answer) => {
      answer.resume().on("end", resolve);
    });
    asked.on("error", reject).end();
  });
  const lines = readFileSync(vaultFile("audit", "a.log"), "utf8").split("\n");
  const line = lines.find((each) => each.includes(marked["user-agent"]));
  const written = Object.entries(auditLine.parse(JSON.parse(line ?? "{}")).request.headers ?? {});
  return Object.fromEntries(written.filter(([name]) => name !== "user-agent"));
}

describe("request headers in the audit log", () => {
  it("stand there as they came, or as an HMAC, and no others do", async () => {
    const asked = { "x-request-id": "4711", "X-Tenant": "payments", "x-other": "other" };
    expect(await audited(asked)).toEqual({
      "x-request-id": ["4711"],
      "x-tenant": [expect.stringMatching(/^hmac-sha256:/) as string],
    });
  });

  it("change in place, and go with their declaration", async () => {
    await upWith(project, {
      ...parameters,
      audited: [{ name: "x-request-id", hmac: true }],
    } satisfies HeadersParameters);
    expect(await audited({ "x-request-id": "4711", "x-tenant": "payments" })).toEqual({
      "x-request-id": [expect.stringMatching(/^hmac-sha256:/) as string],
    });
    await upWith(project, parameters);
    expect(await audited({ "x-request-id": "4711" })).toEqual({ "x-request-id": ["4711"] });
    expect((await mustSucceed(project.root, "preview", "dev")).stdout).toContain("no changes");
  });
});

describe("headers of the user interface", () => {
  const header = (name: string): Promise<unknown> =>
    asDeployer(project, (client) => client.request("GET", `sys/config/ui/headers/${name}`));

  it("are in Vault as declared, after a change too", async () => {
    expect(await header("x-frame-options")).toMatchObject({ data: { value: "DENY" } });
    await upWith(project, {
      ...parameters,
      ui: { "x-frame-options": "SAMEORIGIN" },
    } satisfies HeadersParameters);
    expect(await header("x-frame-options")).toMatchObject({ data: { value: "SAMEORIGIN" } });
    await upWith(project, { ...parameters, ui: {} } satisfies HeadersParameters);
    await expect(header("x-frame-options")).rejects.toThrow("found 404");
  });
});
