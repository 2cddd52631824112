import { OtherEnvironment } from "../../../modules/auth/other-environment";
import { registrationsOf } from "../registrations";

test("what another environment lets in is shown, and nothing is made", async () => {
  const jwtRoles = [{ name: "deploy", issuer: "https://ci.example.com", boundClaims: { environment: "staging" } }];
  const registrations = await registrationsOf(() => new OtherEnvironment("staging", { jwtRoles }));
  expect(registrations).toEqual([{ id: "strongroom:auth:OtherEnvironment::staging", inputs: { jwtRoles } }]);
});
