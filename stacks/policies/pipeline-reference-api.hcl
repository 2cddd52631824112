# A deployment hands the application a new secret-id, wrapped: the pipeline cannot use it itself without being noticed

path "auth/approle/role/reference-api/role-id" {
  capabilities = ["read"]
}

path "auth/approle/role/reference-api/secret-id" {
  capabilities     = ["create", "update"]
  min_wrapping_ttl = "1m"
  max_wrapping_ttl = "10m"
}
