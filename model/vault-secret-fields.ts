export const vaultSecretFields: Readonly<Record<string, readonly string[]>> = {};
