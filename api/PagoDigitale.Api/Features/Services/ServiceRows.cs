using Npgsql;
using PagoDigitale.Api.Features.Services.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Services;

/// <summary>Reads services, with the accertamento each names.</summary>
public sealed class ServiceRows(TenantSession session)
{
    private const string Columns = """
        s.service_code, s.description, s.functional_class, s.taxonomy_code, s.iban, s.postal_iban, s.unit_code, s.amount_cents,
            s.is_spontaneous,
        a.chapter, a.year, a.number, s.keep_payable_after_due_date, s.is_active, s.version, s.created_at, s.allows_other_amounts,
        s.payment_plans::text, s.credit_grace_days, s.request_to_pay
        FROM services s LEFT JOIN door.accertamenti a ON a.organization_id = $1 AND a.accertamento_id = s.accertamento_id
        """;

    public Task<List<(ServiceModel Model, DateTimeOffset CreatedAt)>> FindAsync(string where, object?[] values, CancellationToken ct) =>
        session.QueryAsync($"SELECT {Columns} WHERE {where}", r => (Map(r), r.GetFieldValue<DateTimeOffset>(15)), ct, values);

    public async Task<Outcome<ServiceModel>> ReadAsync(string code, CancellationToken ct)
    {
        var found = await FindAsync("s.organization_id = $1 AND s.service_code = $2", [session.Organization, code], ct);
        return found.Count == 0 ? NotFound(code) : found[0].Model;
    }

    private static ApiError NotFound(string code) =>
        ApiError.NotFound("service-not-found", ServicesTexts.NotFound, ServicesTexts.NoSuch.With(code));

    private static ServiceModel Map(NpgsqlDataReader r)
    {
        var request = StateText.Parse<RequestToPay>(r.GetString(19));
        return new()
        {
            Code = r.GetString(0),
            Description = r.GetString(1),
            FunctionalClass = Text(r, 2),
            TaxonomyCode = TransferCategory.Of(r.GetString(3), request),
            Iban = r.GetString(4),
            PostalIban = Text(r, 5),
            UnitCode = Text(r, 6),
            AmountCents = r.IsDBNull(7) ? null : r.GetInt64(7),
            AllowsOtherAmounts = r.GetBoolean(16),
            IsSpontaneous = r.GetBoolean(8),
            AccountingClass = r.IsDBNull(9)
                ? null
                : new()
                {
                    Chapter = r.GetString(9),
                    AccertamentoYear = r.GetInt16(10),
                    AccertamentoNumber = r.GetString(11),
                },
            KeepPayableAfterDueDate = r.GetBoolean(12),
            CreditGraceDays = r.IsDBNull(18) ? null : r.GetInt16(18),
            RequestToPay = request,
            PaymentPlans = PaymentPlanJson.Read(Text(r, 17)),
            IsActive = r.GetBoolean(13),
            Version = r.GetInt32(14),
        };
    }

    private static string? Text(NpgsqlDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);
}
