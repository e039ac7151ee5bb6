using PagoDigitale.Api.Database;
using PagoDigitale.Api.Platform.Tenancy;
using PagoDigitale.Core.LifeCycles;

namespace PagoDigitale.Api.Features.BankStatements;

/// <summary>The movements of a statement as one set.</summary>
public sealed class MovementWriter(TenantSession session, TimeProvider clock)
{
    public async Task InsertAsync(Guid statement, List<MovementDraft> drafts, CancellationToken ct)
    {
        var prefix = UuidSeries.Prefix(clock.GetUtcNow());
        await session.ExecuteAsync("""
            INSERT INTO bank_movements (organization_id, movement_id, statement_id, line_number, accounting_date, value_date, amount_cents, description, provvisorio,
                is_pago_pa, reference_kind, reference_value, reference_confidence, state, fingerprint)
            SELECT $1, n.id, $2, n.line_number, n.accounting_date, n.value_date, n.amount_cents, n.description, n.provvisorio,
                n.is_pago_pa, n.kind, n.value, n.confidence, 'unmatched', n.fingerprint
            FROM unnest($3::uuid[], $4::int[], $5::date[], $6::date[], $7::bigint[], $8::text[], $9::text[], $10::boolean[], $11::text[], $12::text[], $13::text[], $14::bytea[])
                AS n(id, line_number, accounting_date, value_date, amount_cents, description, provvisorio, is_pago_pa, kind, value, confidence, fingerprint)
            """, ct, session.Organization, statement,
            drafts.Select((_, i) => UuidSeries.At(prefix, i + 1)).ToArray(),
            drafts.Select(d => d.Line.LineNumber).ToArray(),
            drafts.Select(d => d.Line.AccountingDate).ToArray(),
            drafts.Select(d => d.Line.ValueDate).ToArray(),
            drafts.Select(d => d.Line.AmountCents).ToArray(),
            drafts.Select(d => d.Line.Description).ToArray(),
            drafts.Select(d => d.Line.Provvisorio).ToArray(),
            drafts.Select(d => d.IsPagoPa).ToArray(),
            drafts.Select(d => d.ReferenceKind).ToArray(),
            drafts.Select(d => d.ReferenceKind is null ? null : d.Reference.Value).ToArray(),
            drafts.Select(d => d.ReferenceKind is null ? null : StateText.Of(d.Reference.Confidence)).ToArray(),
            drafts.Select(d => d.Fingerprint).ToArray());
    }
}
