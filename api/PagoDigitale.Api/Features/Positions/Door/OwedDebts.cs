using PagoDigitale.Core.Ledger;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions.Door;

/// <summary>A debt as whoever brings money for it finds it.</summary>
public sealed record OwedDebt
{
    public required Guid PositionId { get; init; }
    public required Guid InstalmentId { get; init; }
    public required string NoticeNumber { get; init; }
    public required InstalmentState State { get; init; }

    /// <summary>Cancelled or replaced, and not reopened: money that comes all the same is owed back.</summary>
    public required bool IsReleased { get; init; }

    /// <summary>Another payment option of its position is owed, until this one is paid.</summary>
    public bool IsAlternative => PaymentOptions.IsAlternative(State, IsReleased);

    /// <summary>What paid it.</summary>
    public Guid? ReceiptRecordId { get; init; }
    public required Shares Shares { get; init; }

    /// <summary>Rendicontazioni tell of a part of the payment; the rest is on its way.</summary>
    public required bool IsSettledInPart { get; init; }

    /// <summary>What was paid of it or written off; null while no sum is known.</summary>
    public long? SettledCents { get; init; }

    /// <summary>Why a payment that the organization itself declares cannot pay it; null when it can.</summary>
    public ApiError? RefusesDeclared() =>
        InstalmentLifeCycle.Decide(State, InstalmentEvent.PayOutsideNode).IsMoved ? null : PositionRefusals.NotPayable(this);
}

/// <summary>What a receipt of the organization's own says of the debt.</summary>
public sealed record DebtContent(
    string Iuv,
    string DebtorType,
    string DebtorFiscalCode,
    string DebtorName,
    string Description,
    IReadOnlyList<DebtTransfer> Transfers
);

public sealed record DebtTransfer(
    int Index,
    string Beneficiary,
    long AmountCents,
    string Iban,
    string TaxonomyCode,
    string RemittanceInformation
);

public sealed class OwedDebts(TenantSession session, PaymentOptionWriter options)
{
    /// <summary>
    /// Money comes for a locked debt of another payment option than the owed one: its option is owed from here on, if nothing of another
    /// one was paid before.
    /// </summary>
    /// <returns>The debt as it is then.</returns>
    public async Task<OwedDebt> ChooseAsync(OwedDebt debt, CancellationToken ct)
    {
        await options.ChooseAsync([debt.InstalmentId], ct);
        return (await ReadAsync([debt.NoticeNumber], ct)).Single();
    }

    /// <summary>
    /// The debt of a notice, locked until the transaction ends: the position before the instalment, as everybody does. Null when
    /// nobody here knows the notice, and then nobody makes it known before the transaction ends.
    /// </summary>
    public async Task<OwedDebt?> LockAsync(string noticeNumber, CancellationToken ct)
    {
        if (await TryLockAsync(noticeNumber, ct) is { } owed)
            return owed;
        await NoticeBarrier.WaitAsync(session, ct);
        return await TryLockAsync(noticeNumber, ct);
    }

    /// <summary>Null when nobody here knows the notice now.</summary>
    public async Task<OwedDebt?> TryLockAsync(string noticeNumber, CancellationToken ct)
    {
        // What was read with the lock may be older than what it waited for.
        await session.SendAsync(Lock, ct, session.Organization, new[] { noticeNumber });
        return (await ReadAsync([noticeNumber], ct)).SingleOrDefault();
    }

    /// <summary>The debts of those notices that are known and that nobody holds at this moment, locked. Waits for nobody.</summary>
    public async Task<List<OwedDebt>> LockFreeAsync(IReadOnlyCollection<string> noticeNumbers, CancellationToken ct)
    {
        var free = await session.QueryAsync($"{Lock} SKIP LOCKED", r => r.GetString(0), ct, session.Organization, noticeNumbers.ToArray());
        return free.Count == 0 ? [] : await ReadAsync([.. free], ct);
    }

    /// <summary>The position before the instalment, and positions in their order, as everybody does.</summary>
    private const string Lock = """
        SELECT i.notice_number FROM instalments i JOIN positions p ON p.organization_id = $1 AND p.position_id = i.position_id
        WHERE i.organization_id = $1 AND i.notice_number = ANY ($2) ORDER BY p.position_id, i.instalment_id FOR UPDATE OF p, i
        """;

    private Task<List<OwedDebt>> ReadAsync(string[] noticeNumbers, CancellationToken ct) =>
        session.QueryAsync(
            """
            SELECT i.position_id, i.instalment_id, i.notice_number, i.state, i.is_released, i.receipt_record_id, i.amount_cents,
                i.is_settled_in_part, i.paid_cents + i.discharged_own_cents + i.discharged_others_cents,
                coalesce((SELECT sum(t.amount_cents) FROM transfers t
                    WHERE t.organization_id = $1 AND t.instalment_id = i.instalment_id AND t.beneficiary = $1), 0)::bigint
            FROM instalments i WHERE i.organization_id = $1 AND i.notice_number = ANY ($2)
            """,
            r => new OwedDebt
            {
                PositionId = r.GetGuid(0),
                InstalmentId = r.GetGuid(1),
                NoticeNumber = r.GetString(2),
                State = StateText.Parse<InstalmentState>(r.GetString(3)),
                IsReleased = r.GetBoolean(4),
                ReceiptRecordId = r.IsDBNull(5) ? null : r.GetGuid(5),
                Shares = new Shares(r.GetInt64(9), r.GetInt64(6) - r.GetInt64(9)),
                IsSettledInPart = r.GetBoolean(7),
                SettledCents = r.IsDBNull(8) ? null : r.GetInt64(8),
            },
            ct,
            session.Organization,
            noticeNumbers
        );

    public Task LockPositionAsync(string noticeNumber, CancellationToken ct) =>
        session.ExecuteAsync(
            """
            SELECT 1 FROM positions p WHERE p.organization_id = $1
                AND p.position_id = (SELECT i.position_id FROM instalments i WHERE i.organization_id = $1
                    AND i.notice_number = $2) FOR UPDATE
            """,
            ct,
            session.Organization,
            noticeNumber
        );

    public async Task<DebtContent> ReadContentAsync(Guid instalment, CancellationToken ct)
    {
        var transfers = await session.QueryAsync(
            """
            SELECT transfer_index, beneficiary, amount_cents, iban, taxonomy_code, remittance_information FROM transfers
            WHERE organization_id = $1 AND instalment_id = $2 ORDER BY transfer_index
            """,
            r => new DebtTransfer(r.GetInt16(0), r.GetString(1), r.GetInt64(2), r.GetString(3), r.GetString(4), r.GetString(5)),
            ct,
            session.Organization,
            instalment
        );
        return (
            await session.QueryAsync(
                """
                SELECT i.iuv, p.debtor_type, p.debtor_fiscal_code, p.debtor_name,
                    coalesce(i.description, p.description)
                FROM instalments i JOIN positions p ON p.organization_id = $1 AND p.position_id = i.position_id
                WHERE i.organization_id = $1 AND i.instalment_id = $2
                """,
                r => new DebtContent(r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), transfers),
                ct,
                session.Organization,
                instalment
            )
        ).Single();
    }
}
