import { GitHubAuth, gitHubAuthRights } from "../../../modules/auth/github";
import type { GitHubAuthArgs } from "../../../modules/auth/github-args";
import type { ModuleProgram } from "../project/module-project";

/** Teams by slug, each with the policy that is called as it is. */
export type GitHubParameters = Omit<GitHubAuthArgs, "teams"> & { readonly teams: readonly ("platform" | "security")[] };

const program: ModuleProgram<GitHubParameters> = {
  rights: ({ path }) => gitHubAuthRights(path),
  policies: [
    { name: "platform", text: 'path "sys/mounts" {\n  capabilities = ["read"]\n}\n' },
    { name: "security", text: 'path "sys/audit" {\n  capabilities = ["read", "sudo"]\n}\n' },
  ],
  declare: ({ options, policies }, { teams, ...args }) => {
    const declared = teams.map((slug) => ({ slug, policies: [policies.name(slug)] }));
    new GitHubAuth(args.path, { ...args, teams: declared }, options);
  },
};

export default program;
