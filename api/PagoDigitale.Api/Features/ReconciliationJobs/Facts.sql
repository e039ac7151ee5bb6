-- The facts of every item of a run. $1 is the organization, $2 today in Italy, then the statement and the flow where the run is about one.
WITH covered AS MATERIALIZED ({{flows}}), told AS ({{told}})
SELECT {{columns}} FROM ({{rows}}) rows
UNION ALL SELECT {{columns}} FROM ({{whole_flows}}) whole_flows
{{receipts}}
UNION ALL SELECT {{columns}} FROM ({{movements}}) movements
{{outside}}
