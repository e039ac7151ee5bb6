using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Core.Plans;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Services.Door;

/// <summary>What a service says about the positions made for it. Inactive services and accounts take no new positions.</summary>
public sealed record ServiceTerms(
    string Code,
    string Description,
    bool IsActive,
    string Iban,
    bool IsIbanActive,
    string? PostalIban,
    string TaxonomyCode,
    string? UnitCode,
    Guid? AccertamentoId,
    bool KeepPayableAfterDueDate,
    long? AmountCents,
    bool AllowsOtherAmounts
)
{
    /// <summary>Null where a payment after the due date is late, whenever its money comes.</summary>
    public int? CreditGraceDays { get; init; }

    /// <summary>What the lines paid for it say of requests to pay, where nothing else is said.</summary>
    public RequestToPay RequestToPay { get; init; }

    /// <summary>The day until which the credit of a payment made after <paramref name="term"/> makes it one in time.</summary>
    public DateOnly? LastCreditDay(DateOnly? term) => CreditGraceDays is { } days && term is { } day ? WorkingDays.After(day, days) : null;

    /// <summary>The price that a position must ask; null when it may ask what it likes.</summary>
    public long? FixedPriceCents => AllowsOtherAmounts ? null : AmountCents;
}

public sealed class ServiceTermsQueries(TenantSession session)
{
    /// <summary>Null when the organization has no such service.</summary>
    public async Task<ServiceTerms?> FindAsync(string code, CancellationToken ct) => (await FindAsync([code], ct)).GetValueOrDefault(code);

    /// <summary>None where the organization has no such service.</summary>
    public async Task<IReadOnlyList<PaymentPlan>> PlansAsync(string code, CancellationToken ct) =>
        PaymentPlanJson.Read(
            await session.ScalarAsync<string>(
                "SELECT payment_plans::text FROM services WHERE organization_id = $1 AND service_code = $2",
                ct,
                session.Organization,
                code
            )
        );

    public async Task<IReadOnlyDictionary<string, ServiceTerms>> FindAsync(IReadOnlyCollection<string> codes, CancellationToken ct)
    {
        var rows = await session.QueryAsync(
            """
            SELECT s.service_code, s.description, s.is_active, s.iban, i.is_active, s.postal_iban, s.taxonomy_code, s.unit_code,
                s.accertamento_id,
                s.keep_payable_after_due_date, s.amount_cents, s.allows_other_amounts,
                s.credit_grace_days, s.request_to_pay
            FROM services s JOIN door.ibans i ON i.organization_id = $1 AND i.iban = s.iban
            WHERE s.organization_id = $1 AND s.service_code = ANY ($2)
            """,
            r => new ServiceTerms(
                r.GetString(0),
                r.GetString(1),
                r.GetBoolean(2),
                r.GetString(3),
                r.GetBoolean(4),
                r.IsDBNull(5) ? null : r.GetString(5),
                r.GetString(6),
                r.IsDBNull(7) ? null : r.GetString(7),
                r.IsDBNull(8) ? null : r.GetGuid(8),
                r.GetBoolean(9),
                r.IsDBNull(10) ? null : r.GetInt64(10),
                r.GetBoolean(11)
            )
            {
                CreditGraceDays = r.IsDBNull(12) ? null : r.GetInt16(12),
                RequestToPay = StateText.Parse<RequestToPay>(r.GetString(13)),
            },
            ct,
            session.Organization,
            codes.ToArray()
        );
        return rows.ToDictionary(s => s.Code);
    }
}
