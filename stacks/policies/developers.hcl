# Developers see which secrets there are. What an application is told besides its secrets is in its own configuration, and not here

path "secret/metadata" {
  capabilities = ["list"]
}

path "secret/metadata/*" {
  capabilities = ["list"]
}

path "pki/cert/ca" {
  capabilities = ["read"]
}
