-- Machine clients, each acting for the organizations it names, and their secrets. Of the platform, not of a tenant.
CREATE TABLE clients (
    client_id     text COLLATE "C" PRIMARY KEY,
    name          text NOT NULL,
    scopes        text[] NOT NULL,
    organizations text[] NOT NULL,
    is_active     boolean NOT NULL DEFAULT true,
    version       integer NOT NULL DEFAULT 1,
    created_at    timestamptz NOT NULL
);

CREATE TABLE client_secrets (
    client_id   text COLLATE "C" NOT NULL REFERENCES clients,
    secret_id   uuid NOT NULL,
    secret_hash bytea NOT NULL,
    created_at  timestamptz NOT NULL,
    expires_at  timestamptz,
    PRIMARY KEY (client_id, secret_id)
);

-- What others may read.
CREATE VIEW door.clients WITH (security_invoker = true) AS SELECT
    client_id, organizations, is_active
FROM clients;
