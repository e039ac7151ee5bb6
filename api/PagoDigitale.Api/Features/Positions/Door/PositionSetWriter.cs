using Npgsql;
using PagoDigitale.Api.Features.Debtors.Door;
using PagoDigitale.Api.Features.Postings.Door;
using PagoDigitale.Api.Features.Services.Door;
using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Database;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>
/// Makes positions by the thousand, in the transaction of the caller, whose money goes to the organization, on
/// the account and with the taxonomy code of its service. The caller opens the table, fills it with its debts, has their debtors
/// entered (whoever issues to the same ones waits from here on), looks at what it still has to look at, and has the positions made.
/// What one position needs is said in the same places for many: <see cref="NoticeNumberWriter"/>, <see cref="RemittanceText"/>,
/// <see cref="DebtorSetWriter"/>, <see cref="PostingRules"/>, <see cref="PositionStates"/>. No event for each of
/// them: the caller tells of the set.
/// </summary>
public sealed class PositionSetWriter(
    TenantSession session,
    DebtorSetWriter debtors,
    NoticeNumberWriter numbers,
    LedgerWriter ledger,
    IMoneyOfPositions money,
    TimeProvider clock
)
{
    /// <summary>
    /// A debt in each row, of a service of the organization and checked by the caller. <c>place</c>: where it is in its source, kept with
    /// the position, different for each. <c>unit_code</c>: null is the one of the service. <c>debtor_pec</c>: where the position writes
    /// to when there is no email. <c>amount_cents</c>: of a group the sum is asked. <c>due_date</c>: of a group the earliest counts.
    /// <c>valid_until</c>: of a group the latest. <c>accertamento_id</c>: null where nothing is allocated. <c>external_id</c>,
    /// <c>description</c>, the debtor as the position keeps it: of a group those of the first. <c>option_index</c>,
    /// <c>instalment_index</c>: 1 where a debt is a whole position; <c>option_kind</c>, <c>option_description</c>: the same in all rows of
    /// an option; <c>valid_from</c>, <c>keep_payable_after_due_date</c>: null where the service says, of a group the more lenient.
    /// <c>request_to_pay</c>: null where the service says; of a group what any forbids is forbidden, and allowed is what all allow.
    /// </summary>
    public const string Table = "position_drafts";

    private const string Columns =
        "place integer NOT NULL, external_id text COLLATE \"C\", service_code text COLLATE \"C\" NOT NULL, unit_code text COLLATE \"C\", "
        + "description text NOT NULL, debtor_type text NOT NULL, debtor_fiscal_code text COLLATE \"C\" NOT NULL, "
        + "debtor_name text NOT NULL, debtor_address jsonb, debtor_email text, debtor_pec text, amount_cents bigint NOT NULL, "
        + "due_date date, valid_until date, accertamento_id uuid, option_index smallint NOT NULL, instalment_index smallint NOT NULL, "
        + "option_kind text, option_description text, valid_from date, keep_payable_after_due_date boolean, "
        + "request_to_pay text";

    private const string Create = $"CREATE TEMPORARY TABLE {Table} ({Columns}) ON COMMIT DROP";

    private static readonly SqlText _insert = SqlText.Statement(
        typeof(PositionSetWriter),
        "InsertPositions.sql",
        ("table", Table),
        ("columns", Columns),
        (
            "sums",
            """
            d.amount_cents AS part_cents, d.amount_cents AS owed_cents, d.due_date AS first_due, d.valid_until AS last_valid,
                    d.valid_from AS first_day, d.keep_payable_after_due_date AS keeps, d.valid_from AS first_day_of_all,
                    d.request_to_pay AS asked_to_pay,
                    NULL::text AS own_description, 1 AS number, 1 AS place_in_position
            """
        ),
        ("sums_made", ""),
        ("options", ""),
        ("remittance", Remittance)
    );

    /// <summary>Of debts that become positions together: of one instalment each, or with payment options.</summary>
    private static readonly SqlText _insertTogether = SqlText.Statement(
        typeof(PositionSetWriter),
        "InsertPositions.sql",
        ("table", Table),
        ("columns", Columns),
        (
            "sums",
            """
            w.part_cents, w.owed_cents, w.first_due, w.last_valid, w.first_day, w.keeps, w.first_day_of_all, w.asked_to_pay,
                    nullif(d.description, w.position_description) AS own_description, w.number, w.place_in_position
            """
        ),
        ("sums_made", SqlText.Part(typeof(PositionSetWriter), "SumDrafts.sql", ("table", Table))),
        ("options", SqlText.Part(typeof(PositionSetWriter), "InsertOptions.sql")),
        ("remittance", Remittance)
    );

    /// <summary>
    /// Of services that ask when the credit of a late payment came: the days by which debts are to be paid, which are few.
    /// </summary>
    private const string Terms = $"""
        SELECT DISTINCT coalesce(d.due_date, d.valid_until), s.credit_grace_days
        FROM {Table} d JOIN door.services s ON s.organization_id = $1 AND s.service_code = d.service_code
        WHERE s.credit_grace_days IS NOT NULL AND coalesce(d.due_date, d.valid_until) IS NOT NULL
        """;

    private static string Remittance => RemittanceText.Sql("iuv", "part_cents", "description");

    /// <summary>Of several payment options the first is owed: of the others nothing is issued.</summary>
    private static string Issued(bool isPlain)
    {
        const string keyed = $"""
            FROM {Table} d JOIN unnest($2::int[], $3::uuid[], $4::uuid[]) AS n(place, position_id, instalment_id) ON n.place = d.place
            """;
        return isPlain
            ? $"SELECT d.place, d.amount_cents AS cents, n.position_id, n.instalment_id, 1 AS transfer_index {keyed}"
            : $"""
                SELECT min(d.place) AS place, sum(d.amount_cents)::bigint AS cents, n.position_id, n.instalment_id, 1 AS transfer_index
                {keyed} WHERE d.option_index = 1 GROUP BY n.position_id, n.instalment_id
                """;
    }

    /// <summary>Empty, and gone when the transaction ends: one set in each.</summary>
    public Task OpenAsync(CancellationToken ct) => session.ExecuteAsync(Create, ct);

    /// <summary>Enters the debtors of the debts in the table. They stay locked.</summary>
    /// <returns>The debtor of each, in the order of the drafts.</returns>
    public async Task<Guid[]> EnterDebtorsAsync(PositionDrafts drafts, CancellationToken ct)
    {
        // Of the instalments of a position the first says who owes it.
        int[] heads = [.. Enumerable.Range(0, drafts.Places.Length).Where(i => drafts.TellsDebtor[i])];
        var entered = await debtors.UpsertAsync(
            Table,
            [.. heads.Select(i => drafts.Places[i])],
            [.. heads.Select(i => drafts.FiscalCodes[i])],
            ct
        );
        if (heads.Length == drafts.Places.Length)
            return entered;
        var ofPositions = new Dictionary<Guid, Guid>();
        for (var i = 0; i < heads.Length; i++)
            ofPositions[drafts.PositionIds[heads[i]]] = entered[i];
        return [.. drafts.PositionIds.Select(p => ofPositions[p])];
    }

    /// <summary>Another position has got the external code of a debt since the caller looked.</summary>
    public static bool IsCodeTaken(PostgresException error) =>
        error is { SqlState: PostgresErrorCodes.UniqueViolation, ConstraintName: "positions_organization_id_external_id_key" };

    /// <summary>Refused, with nothing written, when there are no notice numbers to give.</summary>
    /// <param name="entered">The debtor of each debt, as they were entered.</param>
    /// <param name="source">The flow that the positions belong to, and what their postings refer to.</param>
    /// <returns>The notice number of each debt, in the order of the drafts.</returns>
    public async Task<Outcome<string[]>> MakeAsync(
        PositionDrafts drafts,
        Guid[] entered,
        (Guid Flow, string Reference) source,
        CancellationToken ct
    )
    {
        var taken = await numbers.TakeAsync(drafts.InstalmentsCount, ct);
        if (taken.Error is { } error)
            return error;
        var iuvs = taken.Value!.Select(n => NoticeNumber.Parse(n).Iuv).ToArray();
        string[] notices = [.. drafts.Parts.Select(p => taken.Value![p])];
        var now = clock.GetUtcNow();
        var today = RomeTime.LegalDate(now);
        var terms = await session.QueryAsync(
            Terms,
            r => (Term: r.GetFieldValue<DateOnly>(0), GraceDays: (int)r.GetInt16(1)),
            ct,
            session.Organization
        );
        await session.ExecuteAsync(
            drafts.IsPlain ? _insert : _insertTogether,
            ct,
            session.Organization,
            drafts.Places,
            drafts.PositionIds,
            drafts.InstalmentIds,
            entered,
            notices,
            drafts.Parts.Select(p => iuvs[p]).ToArray(),
            source.Flow,
            now,
            StateText.Of(PositionStates.Compute([new(1, InstalmentState.Unpaid)], validFrom: null, today)),
            StateText.Of(InstalmentState.Unpaid),
            StateText.Of(PositionStates.Compute([new(1, InstalmentState.Unpaid)], validFrom: today.AddDays(1), today)),
            today,
            terms.Select(t => t.Term).ToArray(),
            terms.Select(t => t.GraceDays).ToArray(),
            terms.Select(t => WorkingDays.After(t.Term, t.GraceDays)).ToArray()
        );
        await ledger.PostSelectedAsync(
            // One cent stands for any amount: only the accounts are wanted here.
            PostingRules.Issue(new Shares(1)).Single(),
            source.Reference,
            Issued(drafts.IsPlain),
            ct,
            drafts.Places,
            drafts.PositionIds,
            drafts.InstalmentIds
        );
        await money.SettleNewAsync([.. drafts.InstalmentIds.Distinct()], ct);
        return notices;
    }
}
