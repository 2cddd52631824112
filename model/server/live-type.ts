/** A server that runs: `settings` are those that it has, in the words of its configuration, and `address` is where it was asked. */
export const liveServerType = "strongroom:live:Server";
