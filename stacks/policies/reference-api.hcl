# Allow reading database credentials
path "secret/data/postgres" {
  capabilities = ["read"]
}

path "secret/data/mysql" {
  capabilities = ["read"]
}

path "secret/data/mongodb" {
  capabilities = ["read"]
}

path "secret/data/redis-1" {
  capabilities = ["read"]
}

path "secret/data/rabbitmq" {
  capabilities = ["read"]
}

# Allow reading PKI certificates
path "pki/cert/ca" {
  capabilities = ["read"]
}

path "pki/issue/reference-api" {
  capabilities = ["create", "update"]
}

# Deny access to other secrets
path "secret/data/*" {
  capabilities = ["deny"]
}
