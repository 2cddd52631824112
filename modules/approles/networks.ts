import { isIP } from "node:net";
import type { Problem } from "../../problem/problem";

/** Every network that is none, or that is every address there is: a role must be bound, and leave somebody out. */
export function networkProblems(subject: string, cidrs: readonly string[]): readonly Problem[] {
  const fix = "name the networks that the application runs in";
  if (cidrs.length === 0)
    return [{ subject, path: "boundCidrs", must: "name at least one network", found: "none", fix }];
  return cidrs.flatMap((cidr, index): Problem[] => {
    const must = requirementOf(cidr);
    return must === undefined
      ? []
      : [{ subject, path: `boundCidrs[${index}]`, must, found: JSON.stringify(cidr), fix }];
  });
}

/** What a network fails to be; undefined for one that binds. */
function requirementOf(cidr: string): string | undefined {
  const [, address = "", prefix = ""] = /^([^/]+)\/(\d{1,3})$/.exec(cidr) ?? [];
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  if (prefix === "" || Number(prefix) > longest) {
    return "be a network such as 10.20.0.0/16, or 192.0.2.7/32 for one address";
  }
  return Number(prefix) === 0 ? "leave addresses out: this network is every address there is" : undefined;
}
