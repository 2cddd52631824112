/** The user's own settings for these tools would make the runs differ from what is written here. */
const settings = /^(VAULT|TF|TERRAFORM|PULUMI)_/;

/** The process's environment without settings for any of the compared tools. */
export function plainEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => !settings.test(name)));
}
