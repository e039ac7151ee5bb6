using System.Globalization;
using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Languages;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Settings;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>Counts the open notices that a change of a setting touches, and says what it means for them.</summary>
public sealed class OpenNotices(TenantSession session, TimeProvider clock) : ISettingEffects
{
    private const string Stopped = "open-notices-stopped";
    private const string StayPayable = "open-notices-stay-payable";

    /// <summary>Instalments that somebody may still pay, i; $2 is today.</summary>
    private static readonly string Open = $"i.organization_id = $1 AND {PayableSql.IsOpen("$2")}";

    public async Task<IReadOnlyList<Warning>> OfAsync(IEnumerable<SettingChange> changes, CancellationToken ct)
    {
        var warnings = new List<Warning>();
        foreach (var change in changes)
            if (await OfAsync(change, ct) is { } warning)
                warnings.Add(warning);
        return warnings;
    }

    public async Task<IReadOnlyDictionary<string, long>> CountOfServicesAsync(IReadOnlyCollection<string> services, CancellationToken ct) =>
        (
            await session.QueryAsync(
                $"""
                SELECT p.service_code, count(*) FROM positions p JOIN instalments i ON i.organization_id = $1
                    AND i.position_id = p.position_id
                WHERE {Open} AND p.organization_id = $1 AND p.service_code = ANY ($3) GROUP BY 1
                """,
                r => (Service: r.GetString(0), Count: r.GetInt64(1)),
                ct,
                session.Organization,
                RomeTime.LegalDate(clock.GetUtcNow()),
                services.ToArray()
            )
        ).ToDictionary(r => r.Service, r => r.Count);

    private async Task<Warning?> OfAsync(SettingChange change, CancellationToken ct) =>
        change switch
        {
            SettingChange.OrganizationClosed => Warn(
                await CountAsync("", ct),
                Stopped,
                n => OpenNoticeTexts.OrganizationClosed.With(n),
                OpenNoticeTexts.ReactivateOrganization
            ),
            SettingChange.AccountClosed account => Warn(
                await CountAsync(
                    "AND EXISTS (SELECT FROM transfers t WHERE t.organization_id = $1 AND t.instalment_id = i.instalment_id AND "
                        + "t.beneficiary = $1 AND $3 IN (t.iban, t.postal_iban))",
                    ct,
                    account.Iban
                ),
                "open-notices-credit-account",
                n => OpenNoticeTexts.AccountClosed.With(account.Iban, n),
                OpenNoticeTexts.ReplaceAccount
            ),
            SettingChange.StationPutAside station => Warn(
                await CountAsync("AND i.notice_number LIKE $3", ct, Prefix(station)),
                StayPayable,
                n => OpenNoticeTexts.StationPutAside.With(n),
                OpenNoticeTexts.KeepStation
            ),
            SettingChange.ServiceClosed service => Warn(
                await CountAsync(OfService, ct, service.Code),
                StayPayable,
                n => OpenNoticeTexts.ServiceClosed.With(n),
                OpenNoticeTexts.NothingToDo
            ),
            SettingChange.LatePaymentsEnded service => Warn(
                await CountAsync($"{OfService} AND i.due_date < $2 AND i.keep_payable_after_due_date IS NULL", ct, service.Service),
                Stopped,
                n => OpenNoticeTexts.LatePaymentsEnded.With(n),
                OpenNoticeTexts.TakeLatePayments
            ),
            SettingChange.RequestsToPayForbidden service => Warn(
                await CountAsync(LeftToService, ct, service.Service),
                "open-notices-not-recalled",
                n => OpenNoticeTexts.RequestsToPayForbidden.With(n),
                OpenNoticeTexts.TellWhoWasAsked
            ),
            SettingChange.RequestsToPayAllowed service => Warn(
                await CountAsync(LeftToService, ct, service.Service),
                "open-notices-released",
                n => OpenNoticeTexts.RequestsToPayAllowed.With(n),
                OpenNoticeTexts.KeepSomeBack
            ),
            SettingChange.AccertamentoClosed accertamento => Warn(
                await CountAsync(
                    "AND EXISTS (SELECT FROM allocations l WHERE l.organization_id = $1 AND l.instalment_id = i.instalment_id "
                        + "AND l.accertamento_id = $3)",
                    ct,
                    accertamento.Id
                ),
                StayPayable,
                n => OpenNoticeTexts.AccertamentoClosed.With(n),
                OpenNoticeTexts.NothingToDo
            ),
            _ => throw new ArgumentOutOfRangeException(nameof(change), change, "Nobody knows what this change does to open notices."),
        };

    private const string OfService =
        "AND EXISTS (SELECT FROM positions p WHERE p.organization_id = $1 AND p.position_id = i.position_id AND p.service_code = $3)";

    /// <summary>Notices with a line of the service whose position leaves it to its services whether it may be pushed.</summary>
    private const string LeftToService = """
        AND i.position_id IN (
            SELECT p.position_id FROM positions p
            WHERE p.organization_id = $1 AND p.service_code = $3 AND p.request_to_pay IS NULL
            UNION
            SELECT s.position_id FROM position_services s
                JOIN positions p ON p.organization_id = $1 AND p.position_id = s.position_id
            WHERE s.organization_id = $1 AND s.service_code = $3 AND p.request_to_pay IS NULL)
        """;

    /// <summary>Aux digits 0 and 3 are followed by the station's code; 1 and 2 have none.</summary>
    private static string Prefix(SettingChange.StationPutAside station) =>
        string.Create(CultureInfo.InvariantCulture, $"{station.AuxDigit}{station.Code}%");

    private Task<long> CountAsync(string condition, CancellationToken ct, params object[] values) =>
        session.ScalarAsync<long>(
            $"SELECT count(*) FROM instalments i WHERE {Open} {condition}",
            ct,
            [session.Organization, RomeTime.LegalDate(clock.GetUtcNow()), .. values]
        );

    private static Warning? Warn(long count, string code, Func<long, Message> message, Message remedy) =>
        count == 0
            ? null
            : new()
            {
                Code = code,
                Message = message(count),
                Remedy = remedy,
                NoticesCount = count,
            };
}
