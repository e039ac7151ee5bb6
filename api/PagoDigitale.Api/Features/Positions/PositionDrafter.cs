using PagoDigitale.Api.Features.Positions.Door;
using PagoDigitale.Core.Identifiers;
using PagoDigitale.Core.LifeCycles;
using PagoDigitale.Platform.Results;
using PagoDigitale.Platform.Tenancy;

namespace PagoDigitale.Api.Features.Positions;

/// <summary>Turns planned instalments into rows, with their notice numbers.</summary>
public sealed class PositionDrafter(NoticeNumberWriter notices, RegistryQueries registry, TenantSession session)
{
    /// <param name="dryRun">Numbers are looked at and not taken.</param>
    public async Task<Outcome<List<Instalment>>> DraftAsync(
        IReadOnlyList<PlannedInstalment> planned,
        Guid position,
        string description,
        InstalmentState state,
        DateTimeOffset now,
        bool dryRun,
        CancellationToken ct
    )
    {
        if (await CheckGivenAsync(planned, ct) is { } taken)
            return taken;
        var missing = planned.Count(p => p.NoticeNumber is null);
        var numbers = missing == 0 ? new List<string>() : await TakeAsync(missing, dryRun, ct);
        if (numbers.Error is { } error)
            return error;
        var fresh = new Queue<string>(numbers.Value!);
        return planned.Select(p => Draft(p, position, p.NoticeNumber ?? fresh.Dequeue(), description, state, now)).ToList();
    }

    private Task<Outcome<List<string>>> TakeAsync(int count, bool dryRun, CancellationToken ct) =>
        dryRun ? notices.PreviewAsync(count, ct) : notices.TakeAsync(count, ct);

    private async Task<ApiError?> CheckGivenAsync(IReadOnlyList<PlannedInstalment> planned, CancellationToken ct)
    {
        var given = planned.Where(p => p.NoticeNumber is not null).ToList();
        if (given.Count == 0)
            return null;
        var taken = await registry.TakenNoticesAsync(
            [.. given.Select(p => (p.NoticeNumber!, NoticeNumber.Parse(p.NoticeNumber!).Iuv))],
            null,
            ct
        );
        return taken.Count == 0
            ? null
            : NoticeTaken(given.Where(p => taken.Contains(p.NoticeNumber!)).Select(p => (p.Index, p.NoticeNumber!)));
    }

    private static ApiError NoticeTaken(IEnumerable<(int Index, string Number)> taken) =>
        ApiError.Conflict("notice-number-taken", PositionsTexts.NoticeNumberTaken, PositionsTexts.IuvIsUsedOnce) with
        {
            Fields =
            [
                .. taken.Select(t => new FieldError(
                    $"paymentOptions[0].instalments[{t.Index - 1}].noticeNumber",
                    "notice-number-taken",
                    PositionsTexts.NumberIsTaken.With(t.Number),
                    PositionsTexts.UseOtherNumber
                )),
            ],
        };

    private Instalment Draft(
        PlannedInstalment plan,
        Guid position,
        string number,
        string description,
        InstalmentState state,
        DateTimeOffset now
    )
    {
        var id = Guid.CreateVersion7(now);
        var iuv = NoticeNumber.Parse(number).Iuv;
        return new()
        {
            OrganizationId = session.Organization,
            InstalmentId = id,
            PositionId = position,
            InstalmentIndex = (short)plan.Index,
            NoticeNumber = number,
            Iuv = iuv,
            AmountCents = plan.AmountCents,
            DueDate = plan.DueDate,
            ValidUntil = plan.ValidUntil,
            RemittanceInformation = plan.RemittanceInformation,
            Metadata = plan.Metadata.Count == 0 ? null : plan.Metadata,
            State = state,
            Transfers = TransfersOf(plan, session.Organization, id, iuv, description),
        };
    }

    public static List<Transfer> TransfersOf(
        PlannedInstalment plan,
        string organization,
        Guid instalment,
        string iuv,
        string description
    ) =>
        [
            .. plan.Transfers.Select(t => new Transfer
            {
                OrganizationId = organization,
                InstalmentId = instalment,
                TransferIndex = (short)t.Index,
                Beneficiary = t.Beneficiary,
                AmountCents = t.AmountCents,
                Iban = t.Iban,
                PostalIban = t.PostalIban,
                TaxonomyCode = t.TaxonomyCode,
                RemittanceInformation = t.RemittanceInformation ?? RemittanceText.For(iuv, t.AmountCents, description),
                Metadata = t.Metadata.Count == 0 ? null : t.Metadata,
                Allocations =
                [
                    .. t.Allocations.Select(
                        (a, i) =>
                            new Allocation
                            {
                                OrganizationId = organization,
                                InstalmentId = instalment,
                                TransferIndex = (short)t.Index,
                                AllocationIndex = i + 1,
                                AccertamentoId = a.AccertamentoId,
                                AmountCents = a.AmountCents,
                            }
                    ),
                ],
            }),
        ];
}
