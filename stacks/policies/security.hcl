# The security team sees who may do what, and can end it

path "sys/policies/acl" {
  capabilities = ["list"]
}

path "sys/policies/acl/+" {
  capabilities = ["read"]
}

path "identity/group/name" {
  capabilities = ["list"]
}

path "identity/group/name/+" {
  capabilities = ["read"]
}

path "identity/entity/name" {
  capabilities = ["list"]
}

path "identity/entity/name/+" {
  capabilities = ["read"]
}

# What a value looks like in the audit log, to search for it there
path "sys/audit-hash/+" {
  capabilities = ["update"]
}

# A token that was seen where it should not be
path "auth/token/lookup-accessor" {
  capabilities = ["update"]
}

path "auth/token/revoke-accessor" {
  capabilities = ["update"]
}

# A second factor whose phone was lost
path "identity/mfa/method/totp/admin-destroy" {
  capabilities = ["update"]
}
