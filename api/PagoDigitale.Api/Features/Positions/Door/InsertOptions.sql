-- What is said of payment options as a whole, where there is something to say (PlannedOption.IsPlain).
options_made AS (
    INSERT INTO payment_options (organization_id, position_id, option_index, kind, description)
    SELECT $1, position_id, option_index, kind, option_description
    FROM (
        SELECT position_id, option_index, option_description, number, place_in_option, instalments, options,
            coalesce(option_kind, CASE WHEN instalments = 1 THEN 'single' ELSE 'instalments' END) AS kind
        FROM (
            SELECT *, count(*) OVER of_option AS instalments,
                row_number() OVER (PARTITION BY position_id, option_index ORDER BY instalment_index) AS place_in_option,
                max(option_index) OVER (PARTITION BY position_id) AS options
            FROM rows WHERE number = 1 WINDOW of_option AS (PARTITION BY position_id, option_index)) counted) said
    WHERE place_in_option = 1 AND (options > 1 OR option_description IS NOT NULL
        OR kind <> CASE WHEN instalments = 1 THEN 'single' ELSE 'instalments' END)),
