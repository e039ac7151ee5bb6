-- Whether money may go to an account of another organization. That organization's accounts are behind its tenant fence, and
-- this is the one thing a neighbour may know of them: yes or no, for an account it names itself. An organization that is not
-- on this platform is not known here, and neither are its accounts: the node judges them.
CREATE FUNCTION may_credit(beneficiary text, account text) RETURNS boolean
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
    SELECT NOT EXISTS (SELECT FROM organizations o WHERE o.organization_id = beneficiary)
        OR EXISTS (SELECT FROM ibans i WHERE i.organization_id = beneficiary AND i.iban = account AND i.is_active)
$$;
REVOKE ALL ON FUNCTION may_credit FROM PUBLIC;
GRANT EXECUTE ON FUNCTION may_credit TO pagodigitale_app;
