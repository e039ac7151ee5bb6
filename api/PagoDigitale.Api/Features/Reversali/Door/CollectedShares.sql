-- What of a relation paid each allocation gets from each payment that counts, and what the credits of payers assigned to other notices
-- get. $1 is the organization.
WITH own AS MATERIALIZED ({{own}}), {{assigned}}
SELECT *, false AS is_assigned FROM own UNION ALL SELECT *, true FROM assigned
