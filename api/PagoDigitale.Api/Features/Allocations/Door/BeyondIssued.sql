-- What is collected beyond what is issued, allocation by allocation. $1 is the organization.
WITH touched AS MATERIALIZED (SELECT instalment_id, receipt_record_id FROM door.instalments WHERE organization_id = $1),
{{came}}
SELECT greatest(0, k.cents - CASE WHEN {{is_issued}} THEN {{issued}} ELSE 0 END) AS cents
FROM came k
JOIN door.allocations l ON l.organization_id = $1 AND l.instalment_id = k.instalment_id AND l.transfer_index = k.transfer_index
    AND l.allocation_index = k.allocation_index
JOIN door.instalments n ON n.organization_id = $1 AND n.instalment_id = k.instalment_id
UNION ALL
SELECT l.amount_cents FROM door.instalments n
JOIN door.allocations l ON l.organization_id = $1 AND l.instalment_id = n.instalment_id
WHERE n.organization_id = $1 AND n.receipt_record_id IS NOT NULL AND NOT ({{is_issued}})
  AND n.instalment_id NOT IN (SELECT u.instalment_id FROM unusual u)
