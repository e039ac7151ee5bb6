using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Reversali;

/// <summary>
/// Counterpart, account and day of a reversale: what the caller says, else what the organization's accounting profile says.
/// </summary>
public sealed record AccountingTerms(string Counterpart, string CollectionAccount, DateOnly? AccountingDate, bool IsJobDate)
{
    /// <summary>Without a movement there is no day but today's.</summary>
    public DateOnly AccountingDateOf(Transfer transfer, DateOnly today) =>
        AccountingDate ?? (IsJobDate ? today : transfer.MovementDate ?? today);
}

public sealed class AccountingTermsQueries(TenantSession session)
{
    private const string JobDate = "job-date";

    public async Task<Outcome<AccountingTerms>> ReadAsync(ReversaliInput input, CancellationToken ct)
    {
        var profile = (
            await session.QueryAsync(
                """
                SELECT accounting_profile ->> 'counterpart', accounting_profile ->> 'collectionAccount',
                    accounting_profile ->> 'accountingDateRule' FROM door.organizations WHERE organization_id = $1
                """,
                r =>
                    (
                        Counterpart: r.IsDBNull(0) ? null : r.GetString(0),
                        Account: r.IsDBNull(1) ? null : r.GetString(1),
                        Rule: r.IsDBNull(2) ? null : r.GetString(2)
                    ),
                ct,
                session.Organization
            )
        ).Single();
        var (counterpart, account) = (input.Counterpart ?? profile.Counterpart, input.CollectionAccount ?? profile.Account);
        List<FieldError> missing = [];
        if (counterpart is null)
            missing.Add(Missing("counterpart"));
        if (account is null)
            missing.Add(Missing("collectionAccount"));
        return missing.Count > 0
            ? ApiError.Invalid(missing)
            : new AccountingTerms(counterpart!, account!, input.AccountingDate, profile.Rule == JobDate);
    }

    private static FieldError Missing(string field) =>
        new(field, "accounting-profile-missing", ReversaliTexts.ProfileMissing, ReversaliTexts.WriteProfile);
}
