using PagoDigitale.Api.Features.Flows.Formats;

namespace PagoDigitale.Api.Features.Flows.Checking;

/// <summary>
/// The staged rows of a flow with what only the whole file and the registry know of their amounts. $1 is the organization, $2 the flow.
/// </summary>
internal static class StagedSql
{
    private const string IsAmbiguous = $$"""coalesce(r.warnings @> '[{"code": "{{AmountStyle.Ambiguous}}"}]', false)""";

    /// <summary>
    /// The common table <c>staged</c>. A row without an amount asks the price of its service, as a position made by createPosition
    /// does, unless it is one instalment of several. An amount like 12.345 is refused where others of the file have decimals
    /// behind a point, and is thousands where they have a comma; where nothing tells, its warning stays.
    /// </summary>
    public static string Of(AmountPoints points) =>
        $"""
            staged AS MATERIALIZED (
                SELECT r.organization_id, r.flow_id, r.row_number, r.original, r.content_hash, r.external_id, r.debtor_type,
                    r.debtor_fiscal_code,
                    r.debtor_name, r.debtor_address, r.debtor_email, r.debtor_pec, r.service_code, r.description, r.due_date, r.valid_until,
                    r.accertamento_year, r.accertamento_number, r.option_index, r.instalment_index, r.option_kind,
                    r.option_description, r.valid_from, r.keep_payable_after_due_date, r.request_to_pay,
                    {AmountOf(points)} AS amount_cents, {ErrorsOf(points)} AS errors, {WarningsOf(points)} AS warnings
                FROM staged_flow_rows r LEFT JOIN door.services price ON price.organization_id = $1 AND price.service_code = r.service_code
                WHERE r.organization_id = $1 AND r.flow_id = $2)
            """;

    /// <summary>Whether the amount of a row is there and was refused: it asks no price then.</summary>
    public static string IsRefused(string row) => $$"""coalesce({{row}}.errors @> '[{"field": "importo"}]', false)""";

    private static string AmountOf(AmountPoints points)
    {
        var asked =
            $"CASE WHEN r.amount_cents IS NULL AND r.option_index IS NULL AND NOT {IsRefused("r")} "
            + "THEN price.amount_cents ELSE r.amount_cents END";
        return points == AmountPoints.Decimals ? $"CASE WHEN {IsAmbiguous} THEN NULL ELSE {asked} END" : asked;
    }

    private static string ErrorsOf(AmountPoints points) =>
        points != AmountPoints.Decimals
            ? "r.errors"
            : $"""
                CASE WHEN {IsAmbiguous} THEN coalesce(r.errors, '[]') || (
                    SELECT jsonb_agg(jsonb_build_object('field', 'importo', 'code', '{AmountStyle.Ambiguous}',
                        'message', {MessageSql.Of(FlowVerdictTexts.AmbiguousAmount)},
                        'remedy', {MessageSql.Of(FlowVerdictTexts.WriteDecimals)}, 'value', w->'value'))
                    FROM jsonb_array_elements(r.warnings) w WHERE w->>'code' = '{AmountStyle.Ambiguous}')
                ELSE r.errors END
                """;

    private static string WarningsOf(AmountPoints points) =>
        points == AmountPoints.Unknown
            ? "r.warnings"
            : $"""
                CASE WHEN {IsAmbiguous}
                    THEN (SELECT jsonb_agg(w) FROM jsonb_array_elements(r.warnings) w WHERE w->>'code' <> '{AmountStyle.Ambiguous}')
                        ELSE r.warnings END
                """;
}
