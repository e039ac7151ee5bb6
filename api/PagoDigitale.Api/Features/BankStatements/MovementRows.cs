using System.Text.Json;
using Npgsql;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Core.Remittance;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>Reads movements, as the lists and every answer show them.</summary>
public sealed class MovementRows(TenantSession session)
{
    private const string Columns = """
        m.movement_id, m.statement_id, m.line_number, m.accounting_date, m.value_date, m.amount_cents, m.description, m.provvisorio,
            m.is_pago_pa,
        m.reference_kind, m.reference_value, m.reference_confidence, m.state, m.rendicontazione_id,
        m.receipt_record_id, m.counterpart_id, m.decision_reason, m.decided_at,
        (SELECT jsonb_agg(jsonb_build_object('id', l.rendicontazione_id, 'flow', r.flusso_id, 'cents', l.amount_cents, 'decided',
            l.is_decided) ORDER BY l.amount_cents DESC, l.rendicontazione_id)
         FROM movement_links l JOIN door.rendicontazioni r ON r.organization_id = $1 AND r.rendicontazione_id = l.rendicontazione_id
         WHERE l.organization_id = $1 AND l.movement_id = m.movement_id)::text
        """;

    /// <summary>Named by its text, in whatever case the bank writes it, or matched with it.</summary>
    private const string IsOfFlow = """
        m.movement_id = ANY (ARRAY(
            SELECT n.movement_id FROM bank_movements n WHERE n.organization_id = $1 AND n.reference_kind = 'flow'
                AND n.reference_key = upper(? COLLATE "C")
            UNION ALL
            SELECT n.movement_id FROM door.rendicontazioni r JOIN movement_links n ON n.organization_id = $1
                AND n.rendicontazione_id = r.rendicontazione_id
            WHERE r.organization_id = $1 AND r.flusso_id = ?))
        """;

    public Task<List<(Guid Id, MovementModel Model)>> QueryAsync(string where, object?[] values, CancellationToken ct) =>
        session.QueryAsync($"SELECT {Columns} FROM bank_movements m WHERE {where}", r => (r.GetGuid(0), Map(r)), ct, values);

    /// <summary>In the order of time.</summary>
    public async Task<List<MovementModel>> FindAsync(Guid[] ids, CancellationToken ct) =>
        [
            .. (
                await QueryAsync(
                    "m.organization_id = $1 AND m.movement_id = ANY ($2) ORDER BY m.accounting_date, m.movement_id",
                    [session.Organization, ids],
                    ct
                )
            ).Select(r => r.Model),
        ];

    /// <summary>What both lists ask.</summary>
    public Conditions Asked(StatementMovementFilter filter, Guid? statement) =>
        new Conditions("m.organization_id = $1", session.Organization)
            .And("m.statement_id = ?", statement)
            .And("m.accounting_date >= ?", filter.DateFrom)
            .And("m.accounting_date <= ?", filter.DateTo)
            .AndKeyed("m.amount_cents", filter.AmountCents)
            .And("m.provvisorio = ?", filter.Provvisorio)
            .And(IsOfFlow, filter.FlussoId)
            // Banks fill lines up with blanks and cut words in two: the text is looked for as if it had none.
            .AndContains(
                "replace(search_text(m.description), ' ', '')",
                filter.Q is { } text ? string.Concat(text.Where(c => !char.IsWhiteSpace(c))) : null
            );

    private static MovementReference? ReferenceOf(NpgsqlDataReader r) =>
        r.IsDBNull(9)
            ? null
            : new()
            {
                Kind = StateText.Parse<ReferenceKind>(r.GetString(9)),
                Value = r.GetString(10),
                Confidence = StateText.Parse<RemittanceConfidence>(r.GetString(11)),
            };

    /// <summary>What the line names beside what was kept of it when it was read.</summary>
    private static IEnumerable<MovementReference> OthersIn(string description, MovementReference first) =>
        RemittanceParser
            .ParseAll(description)
            .Where(o =>
                !o.Value.StartsWith(first.Value, StringComparison.OrdinalIgnoreCase)
                && !first.Value.StartsWith(o.Value, StringComparison.OrdinalIgnoreCase)
            )
            .Take(MovementModel.ReferencesMax - 1)
            .Select(o => new MovementReference
            {
                Kind = o.Kind == RemittanceKind.Flow ? ReferenceKind.Flow : ReferenceKind.Iuv,
                Value = o.Value,
                Confidence = o.Confidence,
            });

    private sealed record Part(Guid Id, string Flow, long Cents, bool Decided);

    private static MovementModel Map(NpgsqlDataReader r) =>
        new()
        {
            Id = PublicId.Format("mov", r.GetGuid(0)),
            StatementId = PublicId.Format("bst", r.GetGuid(1)),
            LineNumber = r.GetInt32(2),
            AccountingDate = r.GetFieldValue<DateOnly>(3),
            ValueDate = r.IsDBNull(4) ? null : r.GetFieldValue<DateOnly>(4),
            AmountCents = r.GetInt64(5),
            Description = r.GetString(6),
            Provvisorio = r.IsDBNull(7) ? null : r.GetString(7),
            IsPagoPa = r.GetBoolean(8),
            Reference = ReferenceOf(r),
            References = ReferenceOf(r) is { } first ? [first, .. OthersIn(r.GetString(6), first)] : null,
            State = StateText.Parse<MovementState>(r.GetString(12)),
            RendicontazioneId = r.IsDBNull(13) ? null : PublicId.Format("rnd", r.GetGuid(13)),
            ReceiptId = r.IsDBNull(14) ? null : PublicId.Format("rcp", r.GetGuid(14)),
            CounterpartId = r.IsDBNull(15) ? null : PublicId.Format("mov", r.GetGuid(15)),
            Decision = r.IsDBNull(16) ? null : new() { Reason = r.GetString(16), DecidedAt = r.GetFieldValue<DateTimeOffset>(17) },
            Matches = r.IsDBNull(18)
                ? []
                :
                [
                    .. JsonSerializer
                        .Deserialize<List<Part>>(r.GetString(18), JsonSerializerOptions.Web)!
                        .Select(p => new MovementMatchPart
                        {
                            RendicontazioneId = PublicId.Format("rnd", p.Id),
                            FlussoId = p.Flow,
                            AmountCents = p.Cents,
                            IsDecided = p.Decided,
                        }),
                ],
        };
}
