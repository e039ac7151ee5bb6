-- The facts of every item that a run looks at. $1 is the organization, then what the run is about.
{{temporary}}
INSERT INTO reconciliation_facts ({{columns}})
WITH told AS ({{told}})
SELECT {{columns}} FROM ({{rows}}) rows
UNION ALL SELECT {{columns}} FROM ({{whole_flows}}) whole_flows
{{receipts}}
UNION ALL SELECT {{columns}} FROM ({{movements}}) movements
{{outside}}
