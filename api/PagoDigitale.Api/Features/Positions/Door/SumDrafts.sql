-- What debts are together, of one instalment and of one position: put together before the rest of them, which is long, is read.
JOIN (
    SELECT d.place,
        (sum(d.amount_cents) OVER of_part)::bigint AS part_cents,
        (sum(d.amount_cents) FILTER (WHERE d.option_index = 1) OVER of_position)::bigint AS owed_cents,
        min(d.due_date) OVER of_part AS first_due, max(d.valid_until) OVER of_part AS last_valid,
        CASE WHEN bool_and(d.valid_from IS NOT NULL) OVER of_part THEN min(d.valid_from) OVER of_part END AS first_day,
        CASE WHEN bool_or(d.keep_payable_after_due_date) OVER of_part THEN true
            WHEN bool_and(d.keep_payable_after_due_date IS NOT NULL) OVER of_part THEN false END AS keeps,
        CASE WHEN bool_and(d.valid_from IS NOT NULL) OVER of_position THEN min(d.valid_from) OVER of_position END AS first_day_of_all,
        -- Each forbids for a reason, and reasons add up; what is pushed cannot be called back.
        CASE bit_or(CASE d.request_to_pay WHEN 'allowed' THEN 0 WHEN 'haste-harms' THEN 1 WHEN 'exclusive-carrier' THEN 2
                WHEN 'haste-harms-and-exclusive-carrier' THEN 3 END) OVER of_position
            WHEN 0 THEN CASE WHEN bool_and(d.request_to_pay IS NOT NULL) OVER of_position THEN 'allowed' END
            WHEN 1 THEN 'haste-harms' WHEN 2 THEN 'exclusive-carrier' WHEN 3 THEN 'haste-harms-and-exclusive-carrier' END AS asked_to_pay,
        first_value(d.description) OVER (PARTITION BY n.position_id ORDER BY d.option_index, d.instalment_index, d.place)
            AS position_description,
        (row_number() OVER (PARTITION BY n.position_id, d.option_index, d.instalment_index ORDER BY d.place))::int AS number,
        (row_number() OVER (PARTITION BY n.position_id ORDER BY d.option_index, d.instalment_index, d.place))::int AS place_in_position
    FROM {{table}} d JOIN unnest($2::int[], $3::uuid[]) AS n(place, position_id) ON n.place = d.place
    WINDOW of_part AS (PARTITION BY n.position_id, d.option_index, d.instalment_index), of_position AS (PARTITION BY n.position_id)
    OFFSET 0) w ON w.place = d.place
