import { KvVersion2 } from "../../../modules/secrets/kv";
import type { ModuleProgram } from "../project/module-project";

export interface KvParameters {
  readonly path: string;
  readonly maxVersions: number;
}

const program: ModuleProgram<KvParameters> = {
  rights: ({ path }) => [{ path: `${path}/config`, capabilities: ["create", "read", "update"] }],
  policies: [{ name: "team", text: 'path "team/data/*" {\n  capabilities = ["create", "read", "update"]\n}\n' }],
  declare: ({ options }, { path, maxVersions }) => {
    new KvVersion2(path, { path, maxVersions }, options);
  },
};

export default program;
