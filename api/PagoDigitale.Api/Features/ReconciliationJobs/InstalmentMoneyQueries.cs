using Npgsql;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.ReconciliationJobs;

/// <summary>
/// Reads what is known of the money of instalments: which of the organization's own transfers are told, and which have come.
/// </summary>
public sealed class InstalmentMoneyQueries(TenantSession session) : IInstalmentMoney
{
    private const int Few = 100;

    private static readonly SqlText _money = SqlText.Statement(typeof(InstalmentMoneyQueries), "InstalmentMoney.sql");

    /// <summary>
    /// A row that says no transfer, or one that is not the organization's, stands for all of them. A single transfer (/RFB/,
    /// /RFS/) pays out the whole receipt. What a reversale has booked has come, unless the bank took the
    /// money back, or a part of it: then it has once the flow is made up again. Shares of others are in the flows of others and do
    /// not count. What paid a debt that was not owed any more, and was given back or pays something else, is nothing to this one.
    /// A row of a receipt that is not the instalment's tells of other money: a second payment, one that is owed back, or one that
    /// was revoked. So does a row without receipt that another one revokes.
    /// </summary>
    public async Task<List<(Guid InstalmentId, Guid PositionId, InstalmentMoney Money)>> ReadAsync(
        IReadOnlyCollection<Guid> instalmentIds,
        CancellationToken ct
    )
    {
        // Whatever the array holds the planner expects ten, of which it would look through all for each. Without materialization
        // that looks as dear as it is for thousands.
        if (instalmentIds.Count > Few)
            await session.ExecuteAsync("SET LOCAL enable_material = off; SET LOCAL work_mem = '64MB'", ct);
        return await session.QueryAsync(_money, Read, ct, session.Organization, instalmentIds.ToArray());
    }

    private static (Guid, Guid, InstalmentMoney) Read(NpgsqlDataReader r) =>
        (
            r.GetGuid(0),
            r.GetGuid(1),
            new InstalmentMoney
            {
                State = StateText.Parse<InstalmentState>(r.GetString(2)),
                WasInPart = r.GetBoolean(3),
                IsReleased = r.GetBoolean(4),
                BeforeReport = r.IsDBNull(5) ? null : StateText.Parse<InstalmentState>(r.GetString(5)),
                OwnTransfers = r.GetInt32(6),
                Reported = r.GetInt32(7),
                Transferred = r.GetInt32(8),
                HasReceipt = r.GetBoolean(9),
            }
        );
}
