-- Bank statements: which lines another statement had brought already, and what to do about the rejected ones.
ALTER TABLE bank_statements ADD COLUMN duplicate_lines jsonb NOT NULL DEFAULT '[]';

UPDATE bank_statements SET rejected_lines = (
    SELECT jsonb_agg(line || jsonb_build_object('remedy', CASE line ->> 'code'
        WHEN 'invalid-date' THEN 'Write the day like 31/12/2026, or check that the parameter named in field is its column.'
        WHEN 'invalid-amount' THEN 'Write the amount like 1.234,56, or check that the parameter named in field is its column.'
        ELSE 'Mend the line and upload the file again: the lines already there are not added twice.' END) ORDER BY place)
    FROM jsonb_array_elements(rejected_lines) WITH ORDINALITY AS l(line, place))
WHERE rejected_lines <> '[]';

-- Receipts: what is odd about one that was taken all the same.
ALTER TABLE receipts ADD COLUMN anomalies jsonb NOT NULL DEFAULT '[]';
