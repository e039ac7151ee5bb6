-- Services: what an organization collects for, to which account, on which accertamento.
CREATE TABLE services (
    organization_id             text COLLATE "C" NOT NULL REFERENCES organizations,
    service_code                text COLLATE "C" NOT NULL,
    description                 text NOT NULL,
    functional_class            text,
    taxonomy_code               text NOT NULL,
    iban                        text COLLATE "C" NOT NULL,
    postal_iban                 text COLLATE "C",
    unit_code                   text COLLATE "C",
    accertamento_id             uuid,
    amount_cents                bigint CHECK (amount_cents > 0),
    -- A price is a price: another amount is a mistake unless the service says that it may be asked.
    allows_other_amounts        boolean NOT NULL DEFAULT false,
    is_spontaneous              boolean NOT NULL DEFAULT false,
    keep_payable_after_due_date boolean NOT NULL DEFAULT true,
    -- Working days after the due date within which the credit of a payment made too late makes it one in time; null where it does not.
    credit_grace_days           smallint CHECK (credit_grace_days BETWEEN 1 AND 30),
    -- The digit in front of its taxonomy code, which is kept with a 9: whether pagoPA may push what is owed for it as a request to pay.
    request_to_pay              text NOT NULL DEFAULT 'allowed' CHECK (request_to_pay IN ('allowed', 'haste-harms', 'exclusive-carrier',
                                    'haste-harms-and-exclusive-carrier')),
    -- How amounts may be split: a list of plans, of which payment options are made.
    payment_plans               jsonb,
    is_active                   boolean NOT NULL DEFAULT true,
    version                     integer NOT NULL DEFAULT 1,
    created_at                  timestamptz NOT NULL,
    PRIMARY KEY (organization_id, service_code),
    FOREIGN KEY (organization_id, iban) REFERENCES ibans,
    FOREIGN KEY (organization_id, postal_iban) REFERENCES ibans,
    FOREIGN KEY (organization_id, accertamento_id) REFERENCES accertamenti
);
CALL protect_tenant_table('services');

-- How many active services have none of these codes, and of how many organizations: two numbers for the platform, which loads a
-- taxonomy, and nothing else of them. Whoever else asks gets no answer.
CREATE FUNCTION across.services_outside(codes text[]) RETURNS TABLE (services_count bigint, organizations_count bigint)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = pg_catalog, pg_temp AS $$
    SELECT count(*), count(DISTINCT s.organization_id) FROM public.services s
    -- Services have their codes in one form: 9/0101108TS/.
    WHERE s.is_active AND NOT EXISTS (SELECT FROM unnest(codes) AS v(code) WHERE v.code = substr(s.taxonomy_code, 3, 9))
    HAVING current_setting('app.organization', true) = '*'
$$;
REVOKE ALL ON FUNCTION across.services_outside FROM PUBLIC;
GRANT EXECUTE ON FUNCTION across.services_outside TO pagodigitale_app;

-- What others may read.
CREATE VIEW door.services WITH (security_invoker = true) AS SELECT
    organization_id, service_code, description, taxonomy_code, iban, postal_iban, unit_code, accertamento_id, amount_cents,
    allows_other_amounts, keep_payable_after_due_date, credit_grace_days, request_to_pay, is_active, created_at
FROM services;
