import { refusePulumiOptions } from "../../cli/pulumi-options";
import { Refusal } from "../../problem/problem";

test("an option of Pulumi's in the environment is refused by its name, and its value is not shown", () => {
  let refusal: unknown;
  try {
    refusePulumiOptions({ PULUMI_OPTION_POLICY_PACK_CONFIG: "loose.json", PULUMI_OPTION_CONFIG: "a=b", PATH: "/bin" });
  } catch (error) {
    refusal = error;
  }
  expect(refusal).toBeInstanceOf(Refusal);
  expect(refusal).toMatchObject({
    exitCode: 2,
    problems: [{ subject: "PULUMI_OPTION_CONFIG" }, { subject: "PULUMI_OPTION_POLICY_PACK_CONFIG" }],
  });
  expect(JSON.stringify(refusal)).not.toContain("loose.json");
});

test("Pulumi's other variables are nobody's business here", () => {
  expect(() => refusePulumiOptions({ PULUMI_HOME: "/x", PULUMI_K8S_OPTION: "y" })).not.toThrow();
});
