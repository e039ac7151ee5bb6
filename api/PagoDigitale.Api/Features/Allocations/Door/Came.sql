-- Follows the relation touched in a WITH: unusual are those of its instalments that are not simply paid, came what came for them.
unusual AS MATERIALIZED ({{unusual}}),
paid AS MATERIALIZED (
    {{reported}}
    UNION ALL {{unreported}}),
came AS ({{collected}})
