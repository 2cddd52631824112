# The platform team sees how Vault is configured; the deployer changes it

path "sys/mounts" {
  capabilities = ["read"]
}

path "sys/auth" {
  capabilities = ["read"]
}

path "sys/policies/acl" {
  capabilities = ["list"]
}

path "sys/policies/acl/+" {
  capabilities = ["read"]
}

path "auth/approle/role" {
  capabilities = ["list"]
}

path "auth/approle/role/+" {
  capabilities = ["read"]
}

path "auth/kubernetes/role" {
  capabilities = ["list"]
}

path "auth/kubernetes/role/+" {
  capabilities = ["read"]
}

# Which secrets there are, and not what they say
path "secret/metadata" {
  capabilities = ["list"]
}

path "secret/metadata/*" {
  capabilities = ["read", "list"]
}

# A login to a host, within half an hour
path "ssh/sign/platform" {
  capabilities = ["create", "update"]
}
