using PagoDigitale.Core.Calendar;
using PagoDigitale.Platform.Events;
using PagoDigitale.Platform.Features;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Accounts;

/// <summary>
/// Notices of other organizations may credit the account that an organization replaces. They are theirs: the replacement neither
/// sees nor changes them. Each of these organizations is told in its own feed how many of its open notices are touched, and
/// <c>listIbanNotices</c> lists them; which account takes the place is for the beneficiary to tell.
/// </summary>
public sealed class BeneficiaryAccountWriter(TenantSession session, EventLog events, TimeProvider clock)
{
    private static readonly string _told = EventType.Of<IbanBeneficiaryReplaced>().Name;

    /// <summary>As the organization whose notices they are. Once for each replacement, also when its run begins again.</summary>
    public async Task TellAsync(string beneficiary, IbanReplacementRecord replacement, CancellationToken ct)
    {
        var notices = await session.ScalarAsync<long>(
            $"""
            SELECT count(DISTINCT i.instalment_id) FROM transfers t
            JOIN instalments i ON i.organization_id = $1 AND i.instalment_id = t.instalment_id AND {UnpaidSql.IsOpen}
            WHERE t.organization_id = $1 AND t.beneficiary <> t.organization_id AND t.beneficiary = $4 AND (t.iban = $2
                OR t.postal_iban = $2)
              AND NOT EXISTS (SELECT FROM door.events e WHERE e.organization_id = $1 AND e.type = '{_told}' AND e.subject_id = $2
                  AND e.subject_hash = hashtext($2) AND e.occurred_at >= $5)
            """,
            ct,
            session.Organization,
            replacement.Iban,
            RomeTime.LegalDate(clock.GetUtcNow()),
            beneficiary,
            replacement.CreatedAt
        );
        if (notices > 0)
            await events.EmitAsync(new IbanBeneficiaryReplaced(replacement.Iban, beneficiary, notices), ct);
    }
}
