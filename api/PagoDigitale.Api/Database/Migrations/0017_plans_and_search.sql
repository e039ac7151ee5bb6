-- Looked for by name, whatever accents, apostrophes and blanks: the letters of Core's SearchText, and nothing that depends on the
-- server's locale or version. The first case is the common one and cheap: bytes as many as characters, so ASCII.
CREATE FUNCTION search_text(value text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS $$
    SELECT btrim(regexp_replace(CASE
        WHEN octet_length(value) = char_length(value) THEN translate(lower(value COLLATE "C"), E'\t\n\x0b\f\r''`', '     ')
        ELSE translate(lower(replace(replace(replace(replace(replace(replace(replace(replace(replace(replace(value,
                'ß', 'ss'), 'ẞ', 'ss'), 'Æ', 'ae'), 'æ', 'ae'), 'Œ', 'oe'), 'œ', 'oe'), 'Þ', 'th'), 'þ', 'th'), 'Ĳ', 'ij'), 'ĳ', 'ij') COLLATE "C"),
            E'\u00C0\u00C1\u00C2\u00C3\u00C4\u00C5\u00C7\u00C8\u00C9\u00CA\u00CB\u00CC\u00CD\u00CE\u00CF\u00D0\u00D1\u00D2\u00D3\u00D4'
            '\u00D5\u00D6\u00D8\u00D9\u00DA\u00DB\u00DC\u00DD\u00E0\u00E1\u00E2\u00E3\u00E4\u00E5\u00E7\u00E8\u00E9\u00EA\u00EB\u00EC'
            '\u00ED\u00EE\u00EF\u00F0\u00F1\u00F2\u00F3\u00F4\u00F5\u00F6\u00F8\u00F9\u00FA\u00FB\u00FC\u00FD\u00FF\u0100\u0101\u0102'
            '\u0103\u0104\u0105\u0106\u0107\u0108\u0109\u010A\u010B\u010C\u010D\u010E\u010F\u0110\u0111\u0112\u0113\u0114\u0115\u0116'
            '\u0117\u0118\u0119\u011A\u011B\u011C\u011D\u011E\u011F\u0120\u0121\u0122\u0123\u0124\u0125\u0126\u0127\u0128\u0129\u012A'
            '\u012B\u012C\u012D\u012E\u012F\u0130\u0131\u0134\u0135\u0136\u0137\u0138\u0139\u013A\u013B\u013C\u013D\u013E\u0141\u0142'
            '\u0143\u0144\u0145\u0146\u0147\u0148\u0149\u014A\u014B\u014C\u014D\u014E\u014F\u0150\u0151\u0154\u0155\u0156\u0157\u0158'
            '\u0159\u015A\u015B\u015C\u015D\u015E\u015F\u0160\u0161\u0162\u0163\u0164\u0165\u0166\u0167\u0168\u0169\u016A\u016B\u016C'
            '\u016D\u016E\u016F\u0170\u0171\u0172\u0173\u0174\u0175\u0176\u0177\u0178\u0179\u017A\u017B\u017C\u017D\u017E\u017F\u01CD'
            '\u01CE\u01CF\u01D0\u01D1\u01D2\u01D3\u01D4\u01D5\u01D6\u01D7\u01D8\u01D9\u01DA\u01DB\u01DC\u01E6\u01E7\u01E8\u01E9\u01EA'
            '\u01EB\u01EC\u01ED\u01F4\u01F5\u01F8\u01F9\u01FA\u01FB\u0200\u0201\u0202\u0203\u0204\u0205\u0206\u0207\u0208\u0209\u020A'
            '\u020B\u020C\u020D\u020E\u020F\u0210\u0211\u0212\u0213\u0214\u0215\u0216\u0217\u0218\u0219\u021A\u021B\u0226\u0227\u0228'
            '\u0229\u022A\u022B\u022C\u022D\u022E\u022F\u0230\u0231\u0232\u0233\u1E00\u1E01\u1E02\u1E03\u1E04\u1E05\u1E06\u1E07\u1E08'
            '\u1E09\u1E0A\u1E0B\u1E0C\u1E0D\u1E0E\u1E0F\u1E10\u1E11\u1E12\u1E13\u1E14\u1E15\u1E16\u1E17\u1E18\u1E19\u1E1A\u1E1B\u1E1C'
            '\u1E1D\u1E1E\u1E1F\u1E20\u1E21\u1E22\u1E23\u1E24\u1E25\u1E26\u1E27\u1E28\u1E29\u1E2A\u1E2B\u1E2C\u1E2D\u1E2E\u1E2F\u1E30'
            '\u1E31\u1E32\u1E33\u1E34\u1E35\u1E36\u1E37\u1E38\u1E39\u1E3A\u1E3B\u1E3C\u1E3D\u1E3E\u1E3F\u1E40\u1E41\u1E42\u1E43\u1E44'
            '\u1E45\u1E46\u1E47\u1E48\u1E49\u1E4A\u1E4B\u1E4C\u1E4D\u1E4E\u1E4F\u1E50\u1E51\u1E52\u1E53\u1E54\u1E55\u1E56\u1E57\u1E58'
            '\u1E59\u1E5A\u1E5B\u1E5C\u1E5D\u1E5E\u1E5F\u1E60\u1E61\u1E62\u1E63\u1E64\u1E65\u1E66\u1E67\u1E68\u1E69\u1E6A\u1E6B\u1E6C'
            '\u1E6D\u1E6E\u1E6F\u1E70\u1E71\u1E72\u1E73\u1E74\u1E75\u1E76\u1E77\u1E78\u1E79\u1E7A\u1E7B\u1E7C\u1E7D\u1E7E\u1E7F\u1E80'
            '\u1E81\u1E82\u1E83\u1E84\u1E85\u1E86\u1E87\u1E88\u1E89\u1E8A\u1E8B\u1E8C\u1E8D\u1E8E\u1E8F\u1E90\u1E91\u1E92\u1E93\u1E94'
            '\u1E95\u1E96\u1E97\u1E98\u1E99\u1EA0\u1EA1\u1EA2\u1EA3\u1EA4\u1EA5\u1EA6\u1EA7\u1EA8\u1EA9\u1EAA\u1EAB\u1EAC\u1EAD\u1EAE'
            '\u1EAF\u1EB0\u1EB1\u1EB2\u1EB3\u1EB4\u1EB5\u1EB6\u1EB7\u1EB8\u1EB9\u1EBA\u1EBB\u1EBC\u1EBD\u1EBE\u1EBF\u1EC0\u1EC1\u1EC2'
            '\u1EC3\u1EC4\u1EC5\u1EC6\u1EC7\u1EC8\u1EC9\u1ECA\u1ECB\u1ECC\u1ECD\u1ECE\u1ECF\u1ED0\u1ED1\u1ED2\u1ED3\u1ED4\u1ED5\u1ED6'
            '\u1ED7\u1ED8\u1ED9\u1EDA\u1EDB\u1EDC\u1EDD\u1EDE\u1EDF\u1EE0\u1EE1\u1EE2\u1EE3\u1EE4\u1EE5\u1EE6\u1EE7\u1EE8\u1EE9\u1EEA'
            '\u1EEB\u1EEC\u1EED\u1EEE\u1EEF\u1EF0\u1EF1\u1EF2\u1EF3\u1EF4\u1EF5\u1EF6\u1EF7\u1EF8\u1EF9\u0386\u0387\u0388\u0389\u038A'
            '\u038C\u038E\u038F\u0390\u0391\u0392\u0393\u0394\u0395\u0396\u0397\u0398\u0399\u039A\u039B\u039C\u039D\u039E\u039F\u03A0'
            '\u03A1\u03A3\u03A4\u03A5\u03A6\u03A7\u03A8\u03A9\u03AA\u03AB\u03AC\u03AD\u03AE\u03AF\u03B0\u03CA\u03CB\u03CC\u03CD\u03CE'
            '\u0400\u0401\u0402\u0403\u0404\u0405\u0406\u0407\u0408\u0409\u040A\u040B\u040C\u040D\u040E\u040F\u0410\u0411\u0412\u0413'
            '\u0414\u0415\u0416\u0417\u0418\u0419\u041A\u041B\u041C\u041D\u041E\u041F\u0420\u0421\u0422\u0423\u0424\u0425\u0426\u0427'
            '\u0428\u0429\u042A\u042B\u042C\u042D\u042E\u042F\u0439\u0450\u0451\u0453\u0457\u045C\u045D\u045E\u00A0\u1680\u2000\u2001'
            '\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200A\u2028\u2029\u202F\u205F\u3000\u0085\u0009\u000A\u000B\u000C\u000D'
            '\u2018\u2019\u201A\u201B\u00B4\u02B9\u02BB\u02BC\u02BD\u02C8\u02CA\u02CB\u2032\u2035\uFF07\uFF40'
            '''`'
            '\u0300\u0301\u0302\u0303\u0304\u0305\u0306\u0307\u0308\u0309\u030A\u030B\u030C\u030D\u030E\u030F\u0310\u0311\u0312\u0313'
            '\u0314\u0315\u0316\u0317\u0318\u0319\u031A\u031B\u031C\u031D\u031E\u031F\u0320\u0321\u0322\u0323\u0324\u0325\u0326\u0327'
            '\u0328\u0329\u032A\u032B\u032C\u032D\u032E\u032F\u0330\u0331\u0332\u0333\u0334\u0335\u0336\u0337\u0338\u0339\u033A\u033B'
            '\u033C\u033D\u033E\u033F\u0340\u0341\u0342\u0343\u0344\u0345\u0346\u0347\u0348\u0349\u034A\u034B\u034C\u034D\u034E\u034F'
            '\u0350\u0351\u0352\u0353\u0354\u0355\u0356\u0357\u0358\u0359\u035A\u035B\u035C\u035D\u035E\u035F\u0360\u0361\u0362\u0363'
            '\u0364\u0365\u0366\u0367\u0368\u0369\u036A\u036B\u036C\u036D\u036E\u036F',
            'aaaaaaceeeeiiiidnoooooouuuuyaaaaaaceeeeiiiidnoooooouuuuyyaaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiiijjk'
            'kkllllllllnnnnnnnnnoooooorrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzsaaiioouuuuuuuuuuggkkooooggnnaaaaaaeeeeiii'
            'ioooorrrruuuussttaaeeooooooooyyaabbbbbbccddddddddddeeeeeeeeeeffgghhhhhhhhhhiiiikkkkkkllllllllmmmmmmnnnnnnnnooo'
            'ooooopppprrrrrrrrssssssssssttttttttuuuuuuuuuuvvvvwwwwwwwwwwxxxxyyzzzzzzhtwyaaaaaaaaaaaaaaaaaaaaaaaaeeeeeeeeeee'
            'eeeeeiiiioooooooooooooooooooooooouuuuuuuuuuuuuuyyyyyyyyα·εηιουωιαβγδεζηθικλμνξοπρστυφχψωιυαεηιυιυουωееђгєѕііјљ'
            'њћкиуџабвгдежзииклмнопрстуфхцчшщъыьэюяиеегікиу                        ')
        END, ' {2,}', ' ', 'g'), ' ') COLLATE "C"
$$;

-- Stored, so that the index holds it: comparisons of ranges are leakproof and LIKE is not, so under row-level security only the
-- former may use an index.
ALTER TABLE debtors ADD COLUMN search_name text COLLATE "C" GENERATED ALWAYS AS (search_text(name)) STORED;
ALTER TABLE positions ADD COLUMN search_name text COLLATE "C" GENERATED ALWAYS AS (search_text(debtor_name)) STORED;
DROP INDEX debtors_name;
DROP INDEX positions_name;
CREATE INDEX debtors_name ON debtors (organization_id, search_name);
CREATE INDEX positions_name ON positions (organization_id, search_name);

-- What lists are asked for, and what statements over sets join by, goes through an index whatever is known of the organization
-- (specs/decisions/0010-plans.md).
CREATE INDEX rendicontazione_rows_receipt_record ON rendicontazione_rows (organization_id, receipt_record_id) WHERE receipt_record_id IS NOT NULL;
CREATE INDEX receipts_notice ON receipts (organization_id, notice_number);
CREATE INDEX receipts_odd ON receipts (organization_id, classification, receipt_record_id) WHERE classification <> 'regular';
CREATE INDEX instalments_state ON instalments (organization_id, state, instalment_id);
CREATE INDEX instalments_due_date ON instalments (organization_id, (coalesce(due_date, valid_until)));
CREATE INDEX rendicontazioni_state ON rendicontazioni (organization_id, state, rendicontazione_id);
CREATE INDEX rendicontazioni_accounted ON rendicontazioni (organization_id, is_accounted, rendicontazione_id);
CREATE INDEX reconciliation_jobs_state ON reconciliation_jobs (organization_id, state, job_id);
CREATE INDEX reconciliation_jobs_statement ON reconciliation_jobs (organization_id, statement_id, job_id);
CREATE INDEX bank_movements_state ON bank_movements (organization_id, state, accounting_date, movement_id);
CREATE INDEX bank_movements_pago_pa ON bank_movements (organization_id, is_pago_pa, accounting_date, movement_id);
CREATE INDEX bank_movements_rendicontazione ON bank_movements (organization_id, rendicontazione_id) WHERE rendicontazione_id IS NOT NULL;
CREATE INDEX reversali_movement ON reversali (organization_id, movement_id) WHERE movement_id IS NOT NULL;
CREATE INDEX reversali_provvisorio ON reversali (organization_id, provvisorio) WHERE provvisorio IS NOT NULL;
CREATE INDEX activity_log_resource ON activity_log (organization_id, resource) WHERE resource IS NOT NULL;
CREATE INDEX activity_log_occurred ON activity_log (organization_id, occurred_at);
-- Lists by day of a posting go by its identifier, which begins with the moment.
DROP INDEX postings_occurred;
CREATE INDEX postings_kind ON postings (organization_id, kind, posting_id);

-- What is asked through a function that is not leakproof cannot go through an index: kept as a column.
ALTER TABLE flows ADD COLUMN service_code text COLLATE "C" GENERATED ALWAYS AS (parameters ->> 'serviceCode') STORED;
CREATE INDEX flows_service ON flows (organization_id, service_code, flow_id);
ALTER TABLE bank_movements ADD COLUMN reference_key text COLLATE "C" GENERATED ALWAYS AS (upper(reference_value COLLATE "C")) STORED;
CREATE INDEX bank_movements_reference_key ON bank_movements (organization_id, reference_key) WHERE reference_key IS NOT NULL;
