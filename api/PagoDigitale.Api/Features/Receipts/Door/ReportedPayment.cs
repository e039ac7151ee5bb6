using PagoDigitale.Core.Calendar;
using PagoDigitale.Core.Ledger;
using PagoDigitale.Platform.Languages;

namespace PagoDigitale.Api.Features.Receipts.Door;

/// <summary>A row of a rendicontazione that nothing but itself proves.</summary>
public sealed record UnprovedRow(
    string Iur,
    Guid InstalmentId,
    int? TransferIndex,
    long AmountCents,
    DateOnly PaidOn,
    int Outcome,
    string FlussoId,
    string PspId,
    string PspName
);

/// <summary>What nobody waits for any more.</summary>
/// <param name="StandInPaidUntil">Receipts of stand-in without request (outcome 8), by the day of payment.</param>
/// <param name="ToldUntil">
/// Receipts of payments with request (outcomes 0 and 4), by when a rendicontazione first told of them: those of files of old days can
/// still be recovered after the upload.
/// </param>
public sealed record LateReceipts(DateOnly StandInPaidUntil, DateTimeOffset ToldUntil);

/// <param name="IsKept">Its credit was used, so it stays, and counts no more.</param>
public sealed record WithdrawnReport(Guid Receipt, Guid InstalmentId, Guid PositionId, bool IsKept);

/// <summary>The debt that such rows pay.</summary>
public sealed record ReportedDebt
{
    public required Guid InstalmentId { get; init; }
    public required Guid PositionId { get; init; }
    public required string NoticeNumber { get; init; }
    public required string Iuv { get; init; }
    public required string Description { get; init; }
    public required ReceiptPerson Debtor { get; init; }
    public required bool IsReleased { get; init; }

    /// <summary>Another payment option of its position was paid.</summary>
    public required bool IsVoid { get; init; }

    /// <summary>Another payment option of its position is owed.</summary>
    public required bool IsAlternative { get; init; }

    /// <summary>Written off since: what comes of it all the same is owed back.</summary>
    public required Shares Discharged { get; init; }
    public Guid? ReceiptRecordId { get; init; }
    public required IReadOnlyList<ReceiptRecordTransfer> Transfers { get; init; }
}

/// <summary>
/// One payment that rows alone tell of, with what this time adds to it. The last own transfer completes it: the payer has paid
/// the whole notice, so the shares of others are settled with it.
/// </summary>
public sealed class ReportedPayment
{
    private readonly ReportedDebt _debt;
    private readonly UnprovedRow _first;
    private readonly List<ReceiptRecordTransfer> _own;
    private readonly long _coveredCents;
    private readonly bool _completes;

    /// <param name="covered">Index and amount of the own transfers that the receipt has already.</param>
    public ReportedPayment(
        ReportedDebt debt,
        IReadOnlyList<UnprovedRow> rows,
        Guid? existing,
        IReadOnlyDictionary<int, long> covered,
        string organization,
        Guid newId
    )
    {
        (_debt, _first, IsNew, Receipt) = (debt, rows[0], existing is null, existing ?? newId);
        IsMain = debt.ReceiptRecordId is null || debt.ReceiptRecordId == existing;
        _own = [.. debt.Transfers.Where(t => t.Beneficiary == organization)];
        _coveredCents = covered.Values.Sum();
        var seen = covered.Keys.ToHashSet();
        foreach (var row in rows)
            Added.AddRange(Spread(row, seen));
        AddedOwnCents = Added.Sum(t => t.AmountCents);
        IsWhole = _own.TrueForAll(t => seen.Contains(t.Index));
        // A row more of a payment that is whole already brings nothing: the shares of others came with the last own one.
        _completes = IsWhole && IsMain && Added.Count > 0;
        if (_completes)
            Added.AddRange(debt.Transfers.Where(t => t.Beneficiary != organization));
        PaidAt = RomeTime.StartOfDay(rows.Max(r => r.PaidOn));
    }

    public Guid Receipt { get; }
    public bool IsNew { get; }

    /// <summary>A revision had dropped it: its receipt is here, withdrawn, and starts from nothing.</summary>
    public bool IsToldAgain { get; init; }

    /// <summary>
    /// Revocations take back all that was told of it before. What is added counts when it is more than they take: <see
    /// cref="RevocationWriter"/> says so then, of the payment as a whole.
    /// </summary>
    public bool IsRevoked { get; init; }

    /// <summary>False when the debt was paid already: this is a second payment, owed back to the payer.</summary>
    public bool IsMain { get; }
    public bool IsWhole { get; }
    public List<ReceiptRecordTransfer> Added { get; } = [];
    public DateTimeOffset PaidAt { get; }
    public Guid PositionId => _debt.PositionId;
    public Guid InstalmentId => _debt.InstalmentId;
    public bool IsOfVoidOption => _debt.IsVoid;
    public string NoticeNumber => _debt.NoticeNumber;
    public string Iuv => _debt.Iuv;
    public string Iur => _first.Iur;
    public long TotalCents => _coveredCents + Added.Sum(t => t.AmountCents);

    private long AddedOwnCents { get; }
    private long OthersCents => _completes ? Added.Sum(t => t.AmountCents) - AddedOwnCents : 0;
    private long OwnOwedCents => _own.Sum(t => t.AmountCents);

    public ReceiptClassification Classification =>
        !IsMain ? ReceiptClassification.DuplicatePayment
        : _debt.IsReleased ? ReceiptClassification.StateMismatch
        : IsWhole && _coveredCents + AddedOwnCents != OwnOwedCents - _debt.Discharged.OwnCents ? ReceiptClassification.AmountMismatch
        : ReceiptClassification.Regular;

    public IReadOnlyList<Posting> Postings()
    {
        if (IsRevoked)
            return [];
        var outstanding =
            IsMain && !_debt.IsReleased
                ? new Shares(
                    Math.Max(0, OwnOwedCents - _debt.Discharged.OwnCents - _coveredCents),
                    Math.Max(0, OthersCents - _debt.Discharged.OthersCents)
                )
                : default;
        return PostingRules.Pay(outstanding, new(AddedOwnCents, OthersCents));
    }

    public ReceiptRecord ToRecord(string organization) =>
        new()
        {
            Id = Receipt,
            Iur = _first.Iur,
            NoticeNumber = _debt.NoticeNumber,
            Iuv = _debt.Iuv,
            PrimaryOrganization = organization,
            Version = "reported",
            AmountCents = TotalCents,
            PaidAt = PaidAt,
            ApplicationDate = _first.PaidOn,
            PspId = _first.PspId,
            PspName = _first.PspName,
            PaymentNote = ReceiptsTexts.ReportedBy.With(_first.FlussoId, _first.Outcome).Carried(),
            Debtor = _debt.Debtor,
            Description = _debt.Description,
            IsStandIn = _first.Outcome == 8,
            Classification = Classification,
            PositionId = _debt.PositionId,
            InstalmentId = _debt.InstalmentId,
            Transfers = Added,
        };

    /// <summary>
    /// A row of one own transfer pays that one; any other row what is left of them in their order, and what exceeds goes to the last.
    /// </summary>
    private IEnumerable<ReceiptRecordTransfer> Spread(UnprovedRow row, HashSet<int> seen)
    {
        if (_own.Find(t => t.Index == row.TransferIndex) is { } named)
        {
            if (seen.Add(named.Index))
                yield return named with
                {
                    AmountCents = row.AmountCents,
                };
            yield break;
        }
        var left = _own.FindAll(t => !seen.Contains(t.Index));
        var rest = row.AmountCents;
        for (var place = 0; place < left.Count && rest > 0; place++)
        {
            var cents = place == left.Count - 1 ? rest : Math.Min(rest, left[place].AmountCents);
            rest -= cents;
            seen.Add(left[place].Index);
            yield return left[place] with
            {
                AmountCents = cents,
            };
        }
    }
}
