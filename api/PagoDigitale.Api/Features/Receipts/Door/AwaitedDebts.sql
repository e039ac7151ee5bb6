-- instalment_id, awaited: of all instalments. $1 is the organization.
SELECT instalment_id, awaited FROM ({{told}}) d
WHERE awaited > 0
